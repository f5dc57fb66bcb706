import * as fc from 'fast-check';
import type { EventFate, FaultProxy } from './FaultProxy';
import type { MirrorProcess, Moment } from './MirrorProcess';
import type { PrefectDriver } from './PrefectDriver';
import { SteppedClock } from './SteppedClock';

/** Everything that a schedule acts on. */
export type Stage = {
  readonly driver: PrefectDriver;
  readonly proxy: FaultProxy;
  readonly mirror: MirrorProcess;
  readonly clock: SteppedClock;
  readonly restartPrefect: () => Promise<void>;
  readonly deployments: string[];
  readonly runs: string[];
  /** When Prefect had deleted a run. */
  readonly deletedAt: Map<string, number>;
};

/** One thing that happens; printed as it is called. */
export class Command {
  /** What is counted as one. */
  readonly kind: string;
  readonly #name: string;
  readonly #play: (stage: Stage) => Promise<unknown> | void;

  constructor(
    kind: string,
    name: string,
    play: (stage: Stage) => Promise<unknown> | void,
  ) {
    this.kind = kind;
    this.#name = name;
    this.#play = play;
  }

  /** What is gone, or busy, is left alone, as its users would. */
  async play(stage: Stage): Promise<void> {
    await Promise.resolve(this.#play(stage)).catch(() => undefined);
  }

  toString(): string {
    return this.#name;
  }
}

const STATE_TYPES = [
  'PENDING',
  'RUNNING',
  'COMPLETED',
  'FAILED',
  'CANCELLED',
  'CRASHED',
  'PAUSED',
  'SCHEDULED',
] as const;

const HOUR_MS = 3_600_000;

const sleep = (ms: number) =>
  new Promise<void>(resolve => {
    setTimeout(resolve, ms);
  });

/** One of what there is; undefined when there is none. */
const oneOf = (items: readonly string[], index: number) =>
  items.length > 0 ? items[index % items.length] : undefined;

const index = fc.nat(1_000);

const start = fc
  .record({
    index,
    count: fc.integer({ min: 1, max: 4 }),
    inSeconds: fc.constantFrom(0, 0, 0, 2, 3_600),
  })
  .map(
    ({ index: which, count, inSeconds }) =>
      new Command(
        'start runs',
        `start ${count} of deployment ${which} in ${inSeconds} s`,
        async ({ driver, deployments, runs }) => {
          const deployment = oneOf(deployments, which);
          if (!deployment) return;
          const state = inSeconds > 0 && {
            type: 'SCHEDULED',
            state_details: {
              scheduled_time: new Date(
                SteppedClock.now() + inSeconds * 1_000,
              ).toISOString(),
            },
          };
          await Promise.all(
            Array.from({ length: count }, async () =>
              runs.push(
                await driver.startRun(deployment, {
                  tags: [`t${which % 3}`],
                  ...(state && { state }),
                }),
              ),
            ),
          );
        },
      ),
  );

const move = fc
  .record({
    index,
    types: fc.array(fc.constantFrom(...STATE_TYPES), {
      minLength: 1,
      maxLength: 4,
    }),
  })
  .map(
    ({ index: which, types }) =>
      new Command(
        'move a run',
        `run ${which} becomes ${types.join(', ')}`,
        async ({ driver, runs }) => {
          const run = oneOf(runs, which);
          for (const type of run ? types : []) {
            await driver.setState(run!, type, `a message, ${which}`);
          }
        },
      ),
  );

const cancel = index.map(
  which =>
    new Command(
      'cancel a run',
      `cancel run ${which}`,
      async ({ driver, runs }) => {
        const run = oneOf(runs, which);
        if (!run) return;
        await driver.call('POST', `/flow_runs/${run}/set_state`, {
          state: { type: 'CANCELLING', name: 'Cancelling' },
        });
      },
    ),
);

const rename = index.map(
  which =>
    new Command('edit a run', `edit run ${which}`, async ({ driver, runs }) => {
      const run = oneOf(runs, which);
      if (!run) return;
      const tags = [`edited-${which}`];
      await driver.call('PATCH', `/flow_runs/${run}`, { name: 'edited', tags });
    }),
);

const remove = index.map(
  which =>
    new Command(
      'delete a run',
      `delete run ${which}`,
      async ({ driver, runs, deletedAt }) => {
        const run = oneOf(runs, which);
        if (!run) return;
        await driver.call('DELETE', `/flow_runs/${run}`);
        deletedAt.set(run, SteppedClock.now());
        runs.splice(runs.indexOf(run), 1);
      },
    ),
);

const edit = fc
  .record({
    index,
    change: fc.constantFrom<object>(
      { description: 'edited' },
      { tags: ['edited'] },
      { parameters: { a: 1 } },
      { paused: true },
      { paused: false },
      { version: '2' },
    ),
  })
  .map(
    ({ index: which, change }) =>
      new Command(
        'edit a deployment',
        `edit deployment ${which}: ${JSON.stringify(change)}`,
        async ({ driver, deployments }) => {
          const deployment = oneOf(deployments, which);
          if (!deployment) return;
          await driver.call('PATCH', `/deployments/${deployment}`, change);
        },
      ),
  );

const schedule = index.map(
  which =>
    new Command(
      'add a schedule',
      `deployment ${which} gets a schedule`,
      async ({ driver, deployments }) => {
        const deployment = oneOf(deployments, which);
        if (!deployment) return;
        await driver.call('POST', `/deployments/${deployment}/schedules`, [
          {
            active: which % 4 !== 0,
            schedule: { interval: 600, timezone: 'Europe/Berlin' },
          },
        ]);
      },
    ),
);

const replace = index.map(
  which =>
    new Command(
      'replace a deployment',
      `delete deployment ${which}, and make another`,
      async ({ driver, deployments }) => {
        const deployment = oneOf(deployments, which);
        if (!deployment) return;
        deployments.splice(deployments.indexOf(deployment), 1);
        await driver.call('DELETE', `/deployments/${deployment}`);
        deployments.push(
          await driver.makeDeployment(`again-${which}`, `flow-${which % 3}`),
        );
      },
    ),
);

const events = fc
  .record({
    fates: fc.array(
      fc.constantFrom<EventFate>('lost', 'doubled', 'late', 'passed'),
      { minLength: 1, maxLength: 8 },
    ),
  })
  .map(
    ({ fates }) =>
      new Command(
        'lose, double, delay events',
        `events are ${fates.join(', ')}`,
        ({ proxy }) => {
          let next = 0;
          proxy.fateOf = () => fates[next++ % fates.length];
        },
      ),
  );

const drop = fc.constant(
  new Command('drop sockets', 'sockets drop', ({ proxy }) =>
    proxy.dropSockets(),
  ),
);

const cut = fc.integer({ min: 50, max: 1_500 }).map(
  ms =>
    new Command(
      'cut the network',
      `the network is away for ${ms} ms`,
      async ({ proxy }) => {
        const { fateOf } = proxy;
        proxy.cut();
        await sleep(ms);
        proxy.heal();
        proxy.fateOf = fateOf;
      },
    ),
);

const answers = fc
  .tuple(fc.boolean(), fc.integer({ min: 1, max: 3 }))
  .map(([isLost, count]) =>
    isLost
      ? new Command('lose answers', `${count} answers are lost`, ({ proxy }) =>
          proxy.loseAnswers(count),
        )
      : new Command(
          'answer 503',
          `${count} requests are answered by 503`,
          ({ proxy }) => proxy.refuse(count),
        ),
  );

const step = fc
  .integer({ min: -30, max: 30 })
  .map(
    hours =>
      new Command(
        'set the clock',
        `our clock is set by ${hours} h`,
        ({ clock }) => clock.step(hours * HOUR_MS),
      ),
  );

const crash = fc
  .record({
    writes: fc.integer({ min: 1, max: 9 }),
    moment: fc.constantFrom<Moment>('before the commit', 'after the commit'),
  })
  .map(
    ({ writes, moment }) =>
      new Command(
        'kill the mirror at a write',
        `the mirror dies at the ${writes}th write from now, ${moment}`,
        ({ mirror }) => mirror.crashAt(writes, moment),
      ),
  );

const wait = fc
  .integer({ min: 10, max: 600 })
  .map(ms => new Command('wait', `${ms} ms pass`, () => sleep(ms)));

const restart = fc.constant(
  new Command(
    'kill Prefect',
    'Prefect is killed and starts again',
    ({ restartPrefect }) => restartPrefect(),
  ),
);

/** What may happen, in any order. */
export const schedules: fc.Arbitrary<Command[]> = fc.array(
  fc.oneof(
    { weight: 24, arbitrary: start },
    { weight: 40, arbitrary: move },
    { weight: 10, arbitrary: cancel },
    { weight: 8, arbitrary: rename },
    { weight: 10, arbitrary: remove },
    { weight: 10, arbitrary: edit },
    { weight: 5, arbitrary: schedule },
    { weight: 5, arbitrary: replace },
    { weight: 12, arbitrary: events },
    { weight: 8, arbitrary: drop },
    { weight: 5, arbitrary: cut },
    { weight: 8, arbitrary: answers },
    { weight: 8, arbitrary: step },
    { weight: 24, arbitrary: crash },
    { weight: 16, arbitrary: wait },
    { weight: 1, arbitrary: restart },
  ),
  { minLength: 12, maxLength: 24 },
);
