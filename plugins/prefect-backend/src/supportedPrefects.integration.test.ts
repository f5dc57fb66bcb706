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
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import type {
  LogLine,
  PrefectInstance,
  PrefectSignal,
  Run,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import {
  createWorkPool,
  CURRENT_PREFECT,
  OLDEST_PREFECT,
  type Postgres,
  type Prefect,
  startPostgres,
  startPrefect,
  waitUntil,
} from '@backstage-prefect/real-parts';
import type { Knex } from 'knex';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { testDatabases } from './__testUtils__/testDatabases';
import { differencesWhenSettled } from './mirror/__testUtils__/differencesWhenSettled';
import { PrefectDriver } from './mirror/__testUtils__/PrefectDriver';
import prefectPlugin from '.';

jest.setTimeout(300_000);

const SETTLED_WITHIN_MS = 60_000;

/** As pydantic writes it for a flow. */
const PARAMETER_SCHEMA = {
  type: 'object',
  title: 'Parameters',
  properties: {
    region: { type: 'string', title: 'region', position: 0, default: 'eu' },
    rows: { type: 'integer', title: 'rows', position: 1 },
  },
  required: ['rows'],
  definitions: {},
};

const SCHEDULES = [
  {
    slug: 'nightly',
    schedule: { cron: '7 3 * * *', timezone: 'Europe/Berlin', day_or: true },
    parameters: { rows: 5 },
  },
  { slug: 'often', schedule: { interval: 2_700 } },
];

/** Everything of this flow belongs to Mina. */
const orders = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    namespace: 'default',
    name: 'orders',
    annotations: { 'prefect.io/flow': 'orders' },
  },
  relations: [{ type: 'ownedBy', targetRef: 'user:default/mina' }],
};

/** The releases, with what they cannot do and what they can. */
const releases = [
  {
    release: OLDEST_PREFECT,
    limits: ['no-log-stream'],
    whenCancelled: [],
    answersRetry: 409,
  },
  {
    release: CURRENT_PREFECT,
    limits: [],
    whenCancelled: ['retry'],
    answersRetry: 200,
  },
];

describe.each(releases)(
  'the plugin on Prefect $release.version',
  ({ release, limits, whenCancelled, answersRetry }) => {
    const signals: PrefectSignal[] = [];
    let dir: string;
    let postgres: Postgres;
    let prefect: Prefect;
    let driver: PrefectDriver;
    let db: Knex;
    let backend: TestBackend;
    let flow: string;
    let deployment: string;

    const at = (id: string) => `production/${id}`;

    beforeAll(async () => {
      dir = await mkdtemp(join(tmpdir(), 'supported-prefects-'));
      postgres = await startPostgres({ dir: join(dir, 'postgres') });
      prefect = await startPrefect({
        release,
        dir: join(dir, 'prefect'),
        authString: 'portal:s3cret',
        database: postgres.asyncpgUrl,
      });
      driver = new PrefectDriver(prefect);
      await createWorkPool({ prefect, name: 'demo' });
      flow = (await driver.call('POST', '/flows/', { name: 'orders' })).id;
      deployment = await deploy('hourly', {
        schedules: SCHEDULES,
        parameter_openapi_schema: PARAMETER_SCHEMA,
        enforce_parameter_schema: true,
        parameters: { region: 'us' },
        labels: { team: 'orders' },
        entrypoint: 'flows/orders.py:orders',
      });
      db = await testDatabases.init('SQLITE_3');
      backend = await startBackend();
      await until(async () => {
        const { status } = await send('get', `/deployments/${at(deployment)}`);
        return status === 200;
      });
    });

    afterAll(async () => {
      await backend?.stop();
      await prefect?.stop();
      await postgres?.stop();
      await rm(dir, { recursive: true, force: true });
    });

    async function deploy(name: string, body: object = {}): Promise<string> {
      const { id } = await driver.call('POST', '/deployments/', {
        name,
        flow_id: flow,
        work_pool_name: 'demo',
        tags: ['test', 'Ünï'],
        ...body,
      });
      return id;
    }

    function startBackend(): Promise<TestBackend> {
      return startTestBackend({
        features: [
          prefectPlugin,
          catalogServiceMock.factory({ entities: [orders] }),
          createServiceFactory({
            service: coreServices.database,
            deps: {},
            factory: () =>
              mockServices.database({ knex: db, migrations: { skip: false } }),
          }),
          createServiceFactory({
            service: signalsServiceRef,
            deps: {},
            factory: () => ({
              publish: async ({ message }) => {
                signals.push(message as unknown as PrefectSignal);
              },
            }),
          }),
          mockServices.rootConfig.factory({
            data: {
              prefect: {
                instances: {
                  production: {
                    url: prefect.apiUrl,
                    environment: 'production',
                    authString: prefect.authString,
                  },
                },
                mirror: { reconcileSeconds: 5 },
                bindings: { refreshSeconds: 1 },
              },
            },
          }),
        ],
      });
    }

    async function send(
      method: 'get' | 'post' | 'put',
      path: string,
      body?: object,
    ): Promise<{ status: number; body: any }> {
      const header = mockCredentials.user.header('user:default/mina');
      const answer = await request(backend.server)
        [method](`/api/prefect${path}`)
        .set('Authorization', header)
        .send(body);
      return { status: answer.status, body: answer.body };
    }

    async function instance(): Promise<PrefectInstance> {
      const { body } = await send('get', '/instances');
      return body.items[0];
    }

    async function start(key: string, body: object = {}): Promise<Run> {
      const answer = await send('post', `/deployments/${at(deployment)}/runs`, {
        parameters: { rows: 3 },
        idempotencyKey: `key of ${key}`,
        ...body,
      });
      expect(answer).toMatchObject({ status: 201 });
      return answer.body;
    }

    const operate = (run: string, name: string, body: object = {}) =>
      send('post', `/runs/${at(run)}/${name}`, body);

    const inPrefect = (run: string) => driver.call('GET', `/flow_runs/${run}`);

    async function expectEqual(): Promise<void> {
      let isCurrent = false;
      const look = async () => {
        isCurrent = (await instance()).freshness.state === 'current';
      };
      await until(async () => {
        await look();
        return isCurrent;
      });
      await expect(
        differencesWhenSettled(db, driver, {
          isCurrent: () => isCurrent,
          withinMs: SETTLED_WITHIN_MS,
        }),
      ).resolves.toEqual([]);
    }

    it('reads it whole, follows its events, and says what it cannot do', async () => {
      await expectEqual();
      // Without a subscription to events it would not be current.
      await expect(instance()).resolves.toMatchObject({
        version: release.version,
        limits,
        freshness: { state: 'current', message: null },
      });
    });

    it('follows a run that others start and move on, and forgets one that they delete', async () => {
      const parameters = { rows: 1 };
      const run = await driver.startRun(deployment, { parameters });
      const gone = await driver.startRun(deployment, { parameters });
      for (const state of ['PENDING', 'RUNNING', 'FAILED']) {
        await driver.setState(run, state, `is ${state}`);
      }
      await driver.call('DELETE', `/flow_runs/${gone}`);
      await until(async () => {
        const { body } = await send('get', `/runs/${at(run)}`);
        return body.state?.type === 'FAILED';
      });

      const { body } = await send('get', `/runs/${at(run)}`);
      expect(body).toMatchObject({
        cause: 'is FAILED',
        deployment: { id: deployment },
        parameters: { region: 'us', rows: 1 },
        operations: ['retry'],
      });
      const states = await send('get', `/runs/${at(run)}/states`);
      expect(states.body.items).toHaveLength(4);
      await expectEqual();
      expect(await send('get', `/runs/${at(gone)}`)).toMatchObject({
        status: 404,
      });
    });

    it('follows a deployment that is edited and deleted', async () => {
      const id = await deploy('daily', {
        enforce_parameter_schema: false,
      });
      await until(
        async () =>
          (await send('get', `/deployments/${at(id)}`)).status === 200,
      );
      await driver.call('PATCH', `/deployments/${id}`, {
        description: 'Edited *elsewhere*',
        tags: ['edited'],
      });
      await until(async () => {
        const { body } = await send('get', `/deployments/${at(id)}`);
        return body.description === 'Edited *elsewhere*';
      });
      await driver.call('DELETE', `/deployments/${id}`);
      await until(
        async () =>
          (await send('get', `/deployments/${at(id)}`)).status === 404,
      );
      await expectEqual();
    });

    it('starts one run for a key, with who started it', async () => {
      const run = await start('what is started once');
      const again = await start('what is started once');

      expect(again.id).toBe(run.id);
      expect(run).toMatchObject({
        state: { type: 'SCHEDULED' },
        startedBy: { kind: 'user', entity: 'user:default/mina' },
      });
      await expect(inPrefect(run.id)).resolves.toMatchObject({
        deployment_id: deployment,
        parameters: { region: 'us', rows: 3 },
        labels: { 'backstage.io/started-by': 'user:default/mina' },
        created_by: {
          type: 'AUTOMATION',
          display_value: expect.stringContaining('mina'),
        },
      });
    });

    it('has parameters checked before a run is made', async () => {
      const count = () => driver.call('POST', '/flow_runs/count', {});
      const before = await count();
      const refused = await send(
        'post',
        `/deployments/${at(deployment)}/runs`,
        {
          parameters: { rows: 'many' },
          idempotencyKey: 'does-not-fit',
        },
      );

      expect(refused).toMatchObject({
        status: 400,
        body: { error: { fields: [{ path: ['rows'] }] } },
      });
      await expect(count()).resolves.toBe(before);
    });

    it('reschedules and cancels what waits, and retries it where that is possible', async () => {
      const run = await start('what is for later', {
        scheduledTime: '2030-01-01T00:00:00Z',
      });
      const moved = await operate(run.id, 'reschedule', {
        scheduledTime: '2030-02-01T00:00:00Z',
      });
      expect(moved).toMatchObject({
        status: 200,
        body: { expectedStart: '2030-02-01T00:00:00.000000Z' },
      });
      const cancelled = await operate(run.id, 'cancel');
      expect(cancelled.body.state.type).toBe('CANCELLED');
      const { body } = await send('get', `/runs/${at(run.id)}`);
      expect(body.operations).toEqual(whenCancelled);
      const retried = await operate(run.id, 'retry');
      expect(retried.status).toBe(answersRetry);
    });

    it('suspends what runs and resumes it, and is told when that is refused', async () => {
      const run = await start('what is suspended');
      await driver.setState(run.id, 'RUNNING');

      const suspended = await operate(run.id, 'suspend');
      expect(suspended.body.state).toMatchObject({
        type: 'PAUSED',
        name: 'Suspended',
      });
      const resumed = await operate(run.id, 'resume');
      expect(resumed.body.state.type).toBe('SCHEDULED');

      await driver.setState(run.id, 'COMPLETED');
      expect(await operate(run.id, 'resume')).toMatchObject({
        status: 409,
        body: { error: { code: 'PREFECT_REFUSED' } },
      });
    });

    it('pauses a deployment, and sets a schedule without its parameters', async () => {
      const paused = await send(
        'put',
        `/deployments/${at(deployment)}/paused`,
        {
          paused: true,
        },
      );
      expect(paused.status).toBe(204);
      const readPrefect = () =>
        driver.call('GET', `/deployments/${deployment}`);
      expect(await readPrefect()).toMatchObject({ paused: true });
      await send('put', `/deployments/${at(deployment)}/paused`, {
        paused: false,
      });

      const { schedules } = await readPrefect();
      const { id } = schedules.find((each: any) => each.slug === 'nightly');
      const path = `/deployments/${at(deployment)}/schedules/${id}`;
      const edited = await send('put', path, {
        kind: 'cron',
        expression: '0 6 * * fri',
        timezone: 'America/New_York',
        anchor: null,
        dayOr: true,
      });
      expect(edited.status).toBe(204);
      const off = await send('put', `${path}/paused`, { paused: true });
      expect(off.status).toBe(204);
      const after = await readPrefect();
      expect(after.schedules.find((each: any) => each.id === id)).toMatchObject(
        {
          active: false,
          slug: 'nightly',
          parameters: { rows: 5 },
          schedule: { cron: '0 6 * * fri', timezone: 'America/New_York' },
        },
      );
    });

    it('shows log lines as they are written, of those that stream them at once', async () => {
      const run = await start('what writes lines');
      signals.length = 0;
      const messages = ['first', 'zweite ✅'];
      await driver.call(
        'POST',
        '/logs/',
        messages.map((text, index) => ({
          name: 'prefect.flow_runs',
          level: 20,
          message: text,
          timestamp: new Date(Date.now() + index).toISOString(),
          flow_run_id: run.id,
        })),
      );
      const lines = async (): Promise<LogLine[]> => {
        const { body } = await send('get', `/runs/${at(run.id)}/logs`);
        return body.lines;
      };
      await until(async () => (await lines()).length === messages.length);

      expect((await lines()).map(({ message }) => message)).toEqual(messages);
      if (limits.length > 0) return;
      await until(async () =>
        signals.some(({ logs }) => logs?.includes(run.id)),
      );
    });

    it('holds what Prefect holds, after all that', async () => {
      await expectEqual();
    });
  },
);

/** Polls, because what is waited for happens in another process. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  const done = await waitUntil(async () => (await isSo()) || undefined, {
    deadlineMs: SETTLED_WITHIN_MS,
  });
  if (!done) throw new Error(`not so within ${SETTLED_WITHIN_MS} ms`);
}
