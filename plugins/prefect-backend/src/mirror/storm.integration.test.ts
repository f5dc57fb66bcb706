import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  type Postgres,
  type Prefect,
  startPostgres,
  startPrefect,
} from '@backstage-prefect/real-parts';
import type { Knex } from 'knex';
import { openDatabase } from '../database';
import { createInstances, type InstanceId, type Instances } from '../instances';
import { toInstant } from './instant';
import { createMirror } from './createMirror';
import type { Instant, Mirror } from './Mirror';

jest.setTimeout(400_000);

const RUNS = 200;
const AT_ONCE = 8;
const SETTLED_WITHIN_MS = 90_000;
const INSTANCE = 'storm' as InstanceId;
const STATE_TYPES = ['RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED', 'CRASHED'];

/** What Prefect says of a run and the column that must say the same. */
const FIELDS: [column: string, expected: (run: any) => unknown][] = [
  ['name', run => run.name],
  ['flow_id', run => run.flow_id],
  ['deployment_id', run => run.deployment_id],
  ['governing_deployment_id', run => run.deployment_id],
  ['parent_task_run_id', run => run.parent_task_run_id],
  ['state_id', run => run.state.id],
  ['state_type', run => run.state.type],
  ['state_name', run => run.state.name],
  ['state_message', run => run.state.message],
  ['state_timestamp', run => toInstant(run.state.timestamp)],
  ['state_details', run => JSON.stringify(run.state.state_details)],
  ['expected_start', run => time(run.expected_start_time)],
  ['next_scheduled_start', run => time(run.next_scheduled_start_time)],
  ['start_time', run => time(run.start_time)],
  ['end_time', run => time(run.end_time)],
  ['run_time_ms', run => Math.round(run.total_run_time * 1000)],
  ['run_count', run => run.run_count],
  ['auto_scheduled', run => run.auto_scheduled],
  ['tags', run => JSON.stringify(run.tags)],
  ['labels', run => JSON.stringify(run.labels)],
  ['parameters', run => JSON.stringify(run.parameters)],
  ['created_by', run => run.created_by && JSON.stringify(run.created_by)],
  ['work_pool', run => run.work_pool_name],
  ['work_queue', run => run.work_queue_name],
  ['deployment_version', run => run.deployment_version],
  ['infrastructure_pid', run => run.infrastructure_pid],
  ['idempotency_key', run => run.idempotency_key],
  ['created', run => time(run.created)],
  ['updated', run => time(run.updated)],
];

function time(text: string | null): Instant | null {
  return text ? toInstant(text) : null;
}

describe('the mirror after a storm', () => {
  const databases = TestDatabases.create({
    ids: ['SQLITE_3', 'POSTGRES_15'],
  });
  let dir: string;
  let postgres: Postgres;
  let prefect: Prefect;
  let instances: Instances;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'storm-'));
    postgres = await startPostgres({ dir: join(dir, 'postgres') });
    prefect = await startPrefect({
      dir: join(dir, 'prefect'),
      authString: 'storm:test',
      database: postgres.asyncpgUrl,
    });
    instances = createInstances([
      {
        instance: {
          id: INSTANCE,
          title: 'Storm',
          environment: 'test',
          labels: {},
          apiUrl: prefect.apiUrl,
          uiUrl: undefined,
        },
        credential: {
          kind: 'authString',
          secret: { from: 'value', value: 'storm:test' },
        },
        headers: {},
        timeoutMs: 15_000,
      },
    ]);
  });

  afterAll(async () => {
    await instances?.close();
    await prefect?.stop();
    await postgres?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  it.each(databases.eachSupportedId())(
    'equals Prefect field by field, %p',
    async databaseId => {
      const knex = await databases.init(databaseId);
      const db = await openDatabase(
        mockServices.database.mock({ getClient: async () => knex }),
      );
      const mirror = createMirror({
        db,
        instances,
        settings: { retentionDays: 30, seedDays: 30, reconcileSeconds: 5 },
        logger: mockServices.logger.mock(),
      });
      await mirror.start();
      try {
        await storm(randomFrom(databaseId));
        const differences = await settle(db, mirror);
        expect(differences).toEqual([]);
        const kinds = await db('runs')
          .distinct('state_type')
          .pluck('state_type');
        expect(kinds).toEqual(
          expect.arrayContaining(['COMPLETED', 'FAILED', 'CANCELLED']),
        );
      } finally {
        await mirror.stop();
      }
    },
  );

  /** Starts, moves and deletes runs while the server is killed and comes back. */
  async function storm(random: () => number): Promise<void> {
    const deployment = await makeDeployment(`d${Math.floor(random() * 1e9)}`);
    const work = Array.from({ length: RUNS }, (_, index) => index);
    let outage: Promise<void> | undefined;
    const next = async (): Promise<void> => {
      for (let index = work.pop(); index !== undefined; index = work.pop()) {
        if (work.length === RUNS / 2) {
          outage = breakDown();
        }
        await liveRun(deployment, random).catch(() => undefined);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
    await outage;
    await liveRun(deployment, random);
  }

  async function breakDown(): Promise<void> {
    await prefect.kill();
    await prefect.restart();
  }

  async function makeDeployment(name: string): Promise<string> {
    const flow = await call('POST', '/flows/', { name: 'storm' });
    const deployment = await call('POST', '/deployments/', {
      name,
      flow_id: flow.id,
      enforce_parameter_schema: false,
      tags: ['storm', 'Ünï'],
    });
    return deployment.id;
  }

  async function liveRun(deployment: string, random: () => number) {
    const run = await call(
      'POST',
      `/deployments/${deployment}/create_flow_run`,
      {
        parameters: { n: Math.floor(random() * 100) },
        tags: [`t${Math.floor(random() * 5)}`],
      },
    );
    const steps = Math.floor(random() * 4);
    for (let step = 0; step < steps; step++) {
      const type = STATE_TYPES[Math.floor(random() * STATE_TYPES.length)];
      await call('POST', `/flow_runs/${run.id}/set_state`, {
        state: { type, message: `step ${step}` },
        force: true,
      });
    }
    if (random() < 0.1) await call('DELETE', `/flow_runs/${run.id}`);
  }

  /** Differences that are left when nothing changes any more. */
  async function settle(db: Knex, mirror: Mirror): Promise<string[]> {
    let differences: string[] = [];
    for (const end = Date.now() + SETTLED_WITHIN_MS; Date.now() < end; ) {
      await delay(1_000);
      differences = await compare(db);
      const { state } = mirror.freshness(INSTANCE);
      if (differences.length === 0 && state === 'current') return [];
    }
    return differences;
  }

  async function compare(db: Knex): Promise<string[]> {
    const runs = await readAllRuns();
    const rows = await db('runs').select();
    const byId = new Map(rows.map(row => [row.id, row]));
    const differences: string[] = [];
    for (const run of runs) {
      const row = byId.get(run.id);
      byId.delete(run.id);
      if (!row) {
        differences.push(`${run.id} is missing`);
        continue;
      }
      for (const [column, expected] of FIELDS) {
        if (canonical(row[column]) !== canonical(expected(run))) {
          differences.push(
            `${run.id}.${column}: ${row[column]} instead of ${expected(run)}`,
          );
        }
      }
    }
    return [
      ...differences,
      ...[...byId.keys()].map(id => `${id} should be gone`),
    ];
  }

  async function readAllRuns(): Promise<any[]> {
    const runs: any[] = [];
    for (;;) {
      const page = await call('POST', '/flow_runs/filter', {
        limit: 200,
        offset: runs.length,
        sort: 'ID_DESC',
      });
      runs.push(...page);
      if (page.length < 200) return runs;
    }
  }

  async function call(method: string, path: string, body?: object) {
    const answer = await fetch(`${prefect.apiUrl}${path}`, {
      method,
      headers: {
        authorization: prefect.auth,
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
    return answer.status === 204 ? undefined : answer.json();
  }
});

/** Numbers and booleans are told in other types by other databases. */
function canonical(value: unknown): string {
  if (value === true) return '1';
  if (value === false) return '0';
  return String(value ?? null);
}

/** A repeatable source of chance (mulberry32). */
function randomFrom(seed: string): () => number {
  let state = [...seed].reduce((sum, char) => sum * 31 + char.charCodeAt(0), 7);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
