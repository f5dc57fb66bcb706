// How fast the mirror keeps up with Prefect's events. A Prefect on the same machine tells
// some tens of them in a second, so they are made here, in the form that Prefect 3.8.8
// gives them, about runs that it really has; all else is asked of the real one.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { SIZES } from './lib/Company.ts';
import type { GrownPrefect } from './lib/growPrefect.ts';
import {
  DATABASES,
  openDatabase,
  openPortal,
  withPrefect,
} from './lib/openCompany.ts';
import { PrefectRelay } from './lib/PrefectRelay.ts';
import { saveResult } from './lib/saveResult.ts';
import { spreadOf } from './lib/spread.ts';

const RUNS = 7_000;
const ROUNDS = 5;
const STATES = [
  ['PENDING', 'Pending'],
  ['RUNNING', 'Running'],
  ['COMPLETED', 'Completed'],
] as const;
const EVENTS = RUNS * STATES.length;
const PAGE = 200;

type Run = { id: string; name: string; flow_id: string; deployment_id: string };

await withPrefect(SIZES.large, async grown => {
  const runs = await readRuns(grown);
  const measured: Record<string, unknown> = {};
  for (const kind of DATABASES) measured[kind] = await measureOn(kind);
  saveResult({
    name: 'fold',
    what: `Events per second that are stored, from the first that is sent until the last is in the database: ${EVENTS} events about ${RUNS} of 100,000 runs, while the runs are read back from Prefect. Per second of the portal's own processor time too, which counts that reading`,
    target: '≥ 1,000/s on SQLite, ≥ 3,000/s on Postgres, on one core',
    measured,
  });

  async function measureOn(kind: (typeof DATABASES)[number]) {
    const { database, close } = await openDatabase(kind);
    const relay = await PrefectRelay.start(grown.prefect.apiUrl);
    const portal = await openPortal(grown, database, relay.apiUrl);
    try {
      const perSecond: number[] = [];
      const perCpuSecond: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const before = portal.folded;
        const cpuBefore = portal.cpuSeconds();
        const startedAt = performance.now();
        await relay.tell(lives(runs));
        while (portal.folded - before < EVENTS) await delay(2);
        perSecond.push((EVENTS * 1000) / (performance.now() - startedAt));
        perCpuSecond.push(EVENTS / (portal.cpuSeconds() - cpuBefore));
        await untilQuiet(relay);
      }
      return {
        eventsPerSecond: spreadOf(perSecond),
        eventsPerCpuSecond: spreadOf(perCpuSecond),
      };
    } finally {
      await portal.stop();
      relay.stop();
      await close();
    }
  }
});

/** Ended runs that Prefect has. */
async function readRuns({ prefect }: GrownPrefect): Promise<Run[]> {
  const runs: Run[] = [];
  while (runs.length < RUNS) {
    const answer = await fetch(`${prefect.apiUrl}/flow_runs/filter`, {
      method: 'POST',
      headers: {
        authorization: prefect.auth,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        flow_runs: { state: { type: { any_: ['COMPLETED'] } } },
        sort: 'ID_DESC',
        limit: PAGE,
        offset: runs.length,
      }),
    });
    if (!answer.ok) throw new Error(`/flow_runs/filter: ${answer.status}`);
    runs.push(...((await answer.json()) as Run[]));
  }
  return runs.slice(0, RUNS);
}

/** All runs live once more, side by side. */
function* lives(runs: readonly Run[]): Generator<object> {
  for (const [index, [type, name]] of STATES.entries()) {
    const previous = STATES[index - 1]?.[0] ?? null;
    for (const run of runs) yield eventOf(run, { type, name, previous });
  }
}

type Change = { type: string; name: string; previous: string | null };

function eventOf(run: Run, { type, name, previous }: Change): object {
  const occurred = new Date().toISOString();
  return {
    occurred,
    event: `prefect.flow-run.${name}`,
    resource: {
      'prefect.resource.id': `prefect.flow-run.${run.id}`,
      'prefect.resource.name': run.name,
      'prefect.state-message': '',
      'prefect.state-name': name,
      'prefect.state-timestamp': occurred,
      'prefect.state-type': type,
      'prefect.run-count': '1',
    },
    related: [
      {
        'prefect.resource.id': `prefect.flow.${run.flow_id}`,
        'prefect.resource.role': 'flow',
      },
      {
        'prefect.resource.id': `prefect.deployment.${run.deployment_id}`,
        'prefect.resource.role': 'deployment',
      },
    ],
    payload: {
      intended: { from: previous, to: type },
      initial_state: previous && { type: previous, name: previous },
      validated_state: { type, name, message: '' },
    },
    id: randomUUID(),
    follows: null,
  };
}

/** Until nothing is read back any more, so that a round does not pay for the one before. */
async function untilQuiet(relay: PrefectRelay): Promise<void> {
  for (let before = -1; before < relay.requests; ) {
    before = relay.requests;
    await delay(2_000);
  }
}
