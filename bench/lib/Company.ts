import { randomFrom, type Random } from './randomFrom.ts';

/** How much a made-up company runs. */
export type CompanySize = {
  readonly deployments: number;
  /** Runs that have begun, sub-flows included; what is scheduled ahead comes on top. */
  readonly runs: number;
  readonly days: number;
  readonly seed: number;
};

/** Sizes that the benches know by name. */
export const SIZES = {
  large: { deployments: 500, runs: 100_000, days: 7, seed: 1 },
  huge: { deployments: 2_000, runs: 1_000_000, days: 7, seed: 1 },
} as const satisfies Record<string, CompanySize>;

/** A deployment of the company; the number is its place. */
export type PlannedDeployment = {
  readonly number: number;
  readonly flow: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly pool: string;
  /** Milliseconds between two runs. */
  readonly everyMs: number;
  /** Runs that have begun; with a sub-flow each when `subflow` is a name. */
  readonly runs: number;
  readonly usualMs: number;
  readonly failureShare: number;
  readonly subflow: string | undefined;
  readonly paused: boolean;
};

/** A run; times are in milliseconds of the epoch, null for what has not happened. */
export type PlannedRun = {
  readonly id: string;
  readonly name: string;
  readonly expected: number;
  readonly start: number | null;
  readonly end: number | null;
  readonly state: { readonly type: string; readonly name: string };
  readonly message: string | null;
  readonly tags: readonly string[];
  readonly parameters: object;
  readonly child: PlannedChild | undefined;
};

/** The sub-flow of a run, and the task run that stands for it. */
export type PlannedChild = { readonly id: string; readonly taskId: string };

const DAY_MS = 86_400_000;
/** How long before it is due the scheduler makes a run. */
const AHEAD_MS = 3_600_000;
const PER_COMPONENT = 10;
const POOLS = ['etl', 'ml', 'reporting', 'finance', 'default-pool'] as const;
const SUBJECTS = [
  ...['orders', 'payments', 'customers', 'inventory', 'shipping', 'returns'],
  ...['prices', 'ledger', 'invoices', 'campaigns', 'web-events', 'sessions'],
  ...['forecast', 'fraud', 'payroll', 'suppliers', 'stores', 'loyalty'],
] as const;
const VERBS = [
  'load',
  'clean',
  'join',
  'export',
  'train',
  'reconcile',
] as const;
const PLACES = ['de', 'fr', 'nl', 'us', 'uk', 'jp', 'br', 'in'] as const;
const CAUSES = [
  'ValueError: ledger and bank totals differ',
  'ConnectionError: warehouse.internal refused the connection',
  'KeyError: "customer_id"',
  'TimeoutError: no answer within 60 s',
] as const;
const ADJECTIVES = ['brave', 'calm', 'dusty', 'eager', 'faint', 'gentle'];
const ANIMALS = ['otter', 'heron', 'lynx', 'marten', 'newt', 'plover', 'quoll'];

/** A company with the same deployments and runs for the same size. */
export class Company {
  readonly size: CompanySize;
  readonly deployments: readonly PlannedDeployment[];
  readonly pools: readonly string[] = POOLS;

  constructor(size: CompanySize) {
    this.size = size;
    this.deployments = plan(size);
  }

  /** Catalog components, each with the numbers of its ten deployments. */
  get components(): readonly {
    name: string;
    deployments: readonly number[];
  }[] {
    const count = Math.ceil(this.deployments.length / PER_COMPONENT);
    return Array.from({ length: count }, (_, index) => ({
      name: `component-${index}`,
      deployments: this.deployments
        .slice(index * PER_COMPONENT, (index + 1) * PER_COMPONENT)
        .map(({ number }) => number),
    }));
  }

  /** The runs of a deployment that have begun by then, oldest first. */
  *begun(deployment: PlannedDeployment, now: number): Generator<PlannedRun> {
    const random = randomFrom(this.size.seed * 7_919 + deployment.number);
    for (let back = deployment.runs - 1; back >= 0; back--) {
      // The newest is due a moment ago at the latest, so that it has begun.
      const expected =
        now -
        90_000 -
        Math.round((back + random.next() * 0.2) * deployment.everyMs);
      yield begunRun(deployment, random, { expected, now });
    }
  }

  /** What the scheduler has made ahead: all of the next hour, but three at least. */
  *ahead(deployment: PlannedDeployment, now: number): Generator<PlannedRun> {
    if (deployment.paused) return;
    const random = randomFrom(this.size.seed * 104_729 + deployment.number);
    const first = now + Math.round(random.next() * deployment.everyMs);
    for (let count = 0; ; count++) {
      const expected = first + count * deployment.everyMs;
      if (count >= 3 && expected > now + AHEAD_MS) return;
      yield {
        ...identity(random, now),
        expected,
        start: null,
        end: null,
        state: { type: 'SCHEDULED', name: 'Scheduled' },
        message: 'Flow run scheduled',
        tags: ['auto-scheduled', ...deployment.tags],
        parameters: parametersFrom(random),
        child: undefined,
      };
    }
  }
}

function plan(size: CompanySize): PlannedDeployment[] {
  const random = randomFrom(size.seed);
  // Some run every few minutes, most hourly, some once a day.
  const weights = Array.from({ length: size.deployments }, () =>
    random.around(1),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let left = size.runs;
  return weights.map((weight, number) => {
    const isLast = number === size.deployments - 1;
    const subflow = !isLast && number % 12 === 5;
    const share = Math.max(1, Math.round((size.runs * weight) / total));
    const runs = isLast
      ? Math.max(1, left)
      : Math.max(1, Math.round(share / (subflow ? 2 : 1)));
    left -= runs * (subflow ? 2 : 1);
    const subject = SUBJECTS[number % SUBJECTS.length];
    const verb = VERBS[Math.floor(number / SUBJECTS.length) % VERBS.length];
    const flow = `${verb}-${subject}`;
    const place = PLACES[Math.floor(number / 54) % PLACES.length];
    return {
      number,
      flow,
      name: `${place}-${number}`,
      tags: tagsOf(number, { subject, place }),
      pool: POOLS[number % POOLS.length],
      everyMs: (size.days * DAY_MS) / (runs + 1),
      runs,
      usualMs: Math.round(20_000 * random.around(1.2)),
      failureShare: number % 25 === 7 ? 0.4 : 0.015,
      subflow: subflow ? `${flow}-part` : undefined,
      paused: number % 40 === 11,
    };
  });
}

function tagsOf(
  number: number,
  { subject, place }: { subject: string; place: string },
): string[] {
  const tags: string[] = [subject, place];
  if (number % 20 === 3) tags.push('restricted');
  return tags;
}

function begunRun(
  deployment: PlannedDeployment,
  random: Random,
  { expected, now }: { expected: number; now: number },
): PlannedRun {
  const late = random.next() < 0.03 ? 120_000 : 1_500;
  const start = expected + Math.round(late * random.around(0.6) * 0.5);
  const duration = Math.round(deployment.usualMs * random.around(0.3));
  const base = {
    ...identity(random, expected - AHEAD_MS),
    expected,
    tags: [
      ...(random.next() < 0.9 ? ['auto-scheduled'] : []),
      ...deployment.tags,
    ],
    parameters: parametersFrom(random),
    child: deployment.subflow
      ? { id: random.uuidAt(start), taskId: random.uuidAt(start) }
      : undefined,
  };
  const outcome = outcomeFrom(deployment, random);
  if (start > now) {
    return {
      ...base,
      start: null,
      end: null,
      state: { type: 'SCHEDULED', name: 'Late' },
      message: 'The flow run is late.',
    };
  }
  if (start + duration > now) {
    return {
      ...base,
      start,
      end: null,
      state: { type: 'RUNNING', name: 'Running' },
      message: null,
    };
  }
  return { ...base, start, end: start + duration, ...outcome };
}

function outcomeFrom(
  deployment: PlannedDeployment,
  random: Random,
): Pick<PlannedRun, 'state' | 'message'> {
  const roll = random.next();
  if (roll < deployment.failureShare) {
    return {
      state: { type: 'FAILED', name: 'Failed' },
      message: `Flow run encountered an exception: ${random.pick(CAUSES)}`,
    };
  }
  if (roll > 0.993) {
    return {
      state: { type: 'CRASHED', name: 'Crashed' },
      message: 'Flow run process exited with status code: -9',
    };
  }
  if (roll > 0.985) {
    return { state: { type: 'CANCELLED', name: 'Cancelled' }, message: null };
  }
  return { state: { type: 'COMPLETED', name: 'Completed' }, message: null };
}

function identity(
  random: Random,
  created: number,
): Pick<PlannedRun, 'id' | 'name'> {
  return {
    id: random.uuidAt(created),
    name: `${random.pick(ADJECTIVES)}-${random.pick(ANIMALS)}`,
  };
}

function parametersFrom(random: Random): object {
  return {
    region: random.pick(PLACES),
    window_hours: 1 + random.below(24),
    target: { schema_name: 'analytics', table: 'orders', batch_size: 500 },
    since: null,
  };
}
