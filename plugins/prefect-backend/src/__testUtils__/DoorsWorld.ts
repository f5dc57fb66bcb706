import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  askPrefect,
  type Prefect,
  startPrefect,
  waitUntil,
} from '@backstage-prefect/real-parts';
import type { LedgerEntry } from '@backstage-prefect/ledger-verify';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import createKnex, { type Knex } from 'knex';
import request from 'supertest';
import prefectPlugin from '..';
import type { Call, Deed, Subject } from './doors';

const SETTLED_WITHIN_MS = 20_000;
const NOBODYS_ID = '00000000-0000-4000-8000-000000000000';

export type Who = 'mina' | 'hana' | 'guest';
export type What = 'orders' | 'payroll' | 'orphan' | 'nothing';
const GROUPS: Record<Who, string[]> = {
  mina: ['group:default/commerce'],
  hana: ['group:default/people'],
  guest: [],
};

const entities: Entity[] = [
  component('orders', 'commerce', {}),
  component('payroll', 'people', { 'prefect.io/sensitivity': 'restricted' }),
];

export type Audited = { event: string; meta: any; ends: string[] };

/** Orders is owned by commerce, payroll by people and restricted, orphan by nobody. */
export class DoorsWorld {
  readonly audited: Audited[] = [];
  deployments!: Record<What, string>;
  #dir!: string;
  #prefect!: Prefect;
  #backend!: TestBackend;
  #keys = 0;
  #db!: Knex;

  async start(): Promise<void> {
    this.#dir = await mkdtemp(join(tmpdir(), 'prefect-doors-'));
    this.#prefect = await startPrefect({
      dir: this.#dir,
      authString: 'portal:s3cret',
    });
    this.deployments = {
      orders: await this.#deploy('orders'),
      payroll: await this.#deploy('payroll'),
      orphan: await this.#deploy('orphan'),
      nothing: NOBODYS_ID,
    };
    this.#db = createKnex({
      client: 'better-sqlite3',
      connection: { filename: join(this.#dir, 'portal.sqlite') },
      useNullAsDefault: true,
    });
    this.#backend = await this.#startBackend();
    await until(async () => {
      const { body } = await this.as('hana')('/deployments', 'GET');
      return body.items?.length === 3;
    });
  }

  async stop(): Promise<void> {
    await this.#backend?.stop();
    await this.#db?.destroy();
    await this.#prefect?.stop();
    await rm(this.#dir, { recursive: true, force: true });
  }

  /** How far the ledger goes now. */
  async endOfLedger(): Promise<number> {
    const [{ end }] = await this.#db('ledger_entries').max({ end: 'position' });
    return end;
  }

  /** What the ledger has of what was done after that. */
  async ledgerAfter(end: number): Promise<LedgerEntry[]> {
    const entries = await this.#db('ledger_entries')
      .where('position', '>', end)
      .orderBy('position')
      .pluck('entry');
    return entries
      .map((entry): LedgerEntry => JSON.parse(entry))
      .filter(({ kind }) => ['intent', 'outcome', 'denial'].includes(kind));
  }

  #startBackend(): Promise<TestBackend> {
    return startTestBackend({
      features: [
        prefectPlugin,
        catalogServiceMock.factory({ entities }),
        mockServices.database.factory({ knex: this.#db }),
        createServiceFactory({
          service: coreServices.auditor,
          deps: {},
          factory: () => ({ createEvent: async event => this.#record(event) }),
        }),
        createServiceFactory({
          service: coreServices.userInfo,
          deps: {},
          factory: () => ({
            getUserInfo: async ({ principal }) => {
              const { userEntityRef: ref } = principal as {
                userEntityRef: string;
              };
              const groups = GROUPS[ref.split('/')[1] as Who];
              return {
                userEntityRef: ref,
                ownershipEntityRefs: [ref, ...groups],
              };
            },
          }),
        }),
        mockServices.rootConfig.factory({
          data: {
            backend: { actions: { pluginSources: ['prefect'] } },
            prefect: {
              instances: {
                production: {
                  url: this.#prefect.apiUrl,
                  environment: 'production',
                  authString: this.#prefect.authString,
                },
              },
            },
          },
        }),
      ],
    });
  }

  #record({ eventId, meta }: { eventId: string; meta?: object }) {
    const entry: Audited = { event: eventId, meta, ends: [] };
    this.audited.push(entry);
    return {
      success: async () => {
        entry.ends.push('success');
      },
      fail: async ({ error }: { error: Error }) => {
        entry.ends.push(`${error.name}: ${error.message}`);
      },
    };
  }

  ask<T = any>(path: string, body?: object): Promise<T> {
    return askPrefect<T>(this.#prefect, path, body);
  }

  async #deploy(flow: string): Promise<string> {
    const { id: flowId } = await this.ask('/flows/', { name: flow });
    const { id } = await this.ask('/deployments/', {
      name: 'daily',
      flow_id: flowId,
    });
    return id;
  }

  withHeader(authorization: string): Call {
    return async (path, method, body) => {
      const { status, body: answer } = await request(this.#backend.server)
        [method.toLowerCase() as 'get' | 'post' | 'put'](`/api/prefect${path}`)
        .set('Authorization', authorization)
        .send(body);
      return { status, body: answer };
    };
  }

  as(who: Who): Call {
    return this.withHeader(mockCredentials.user.header(`user:default/${who}`));
  }

  /** With a run of its own that starts in an hour, and schedules that do not rest. */
  async subjectOf(what: What, deed: Deed): Promise<Subject> {
    const deployment = this.deployments[what];
    const subject = {
      deployment,
      run: NOBODYS_ID,
      idempotencyKey: `question-${++this.#keys}`,
    };
    if (what === 'nothing') return subject;
    if (deed === 'schedule') {
      await this.ask(`/deployments/${deployment}/resume_deployment`, {});
    }
    if (deed === 'operate') subject.run = await this.#scheduleRun(what);
    return subject;
  }

  async #scheduleRun(what: What): Promise<string> {
    const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
    const { id } = await this.ask(
      `/deployments/${this.deployments[what]}/create_flow_run`,
      {
        state: {
          type: 'SCHEDULED',
          state_details: { scheduled_time: inAnHour },
        },
      },
    );
    await until(async () => {
      const { status } = await this.as('hana')(`/runs/production/${id}`, 'GET');
      return status === 200;
    });
    return id;
  }

  /** What Prefect holds that a deed could change. */
  async held(what: What, { deployment, run }: Subject) {
    if (what === 'nothing') {
      return { runs: await this.ask('/flow_runs/count', {}) };
    }
    return {
      runs: await this.ask('/flow_runs/count', {
        deployments: { id: { any_: [deployment] } },
      }),
      paused: (await this.ask(`/deployments/${deployment}`)).paused,
      state:
        run === NOBODYS_ID
          ? undefined
          : (await this.ask(`/flow_runs/${run}`)).state_type,
    };
  }
}

function component(
  name: string,
  team: string,
  annotations: Record<string, string>,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      namespace: 'default',
      name,
      annotations: {
        'prefect.io/deployment': `production:${name}/daily`,
        ...annotations,
      },
    },
    relations: [{ type: 'ownedBy', targetRef: `group:default/${team}` }],
  };
}

/** Polls, because what is waited for happens in another process. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  const patience = { deadlineMs: SETTLED_WITHIN_MS, everyMs: 50 };
  if (!(await waitUntil(isSo, patience))) {
    throw new Error(`not settled within ${SETTLED_WITHIN_MS} ms`);
  }
}
