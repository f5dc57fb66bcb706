import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import type {
  Deployment,
  PrefectSignal,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import {
  askPrefect,
  type Prefect,
  startPrefect,
} from '@backstage-prefect/real-parts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import request from 'supertest';
import prefectPlugin from '.';

jest.setTimeout(240_000);

const SETTLED_WITHIN_MS = 20_000;
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

const component = (
  name: string,
  annotations: Record<string, string>,
  owner: string,
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { namespace: 'default', name, annotations },
  relations: [{ type: 'ownedBy', targetRef: owner }],
});

const entities = [
  component(
    'orders',
    { 'prefect.io/deployment': 'production:orders-etl/stündlich ✅' },
    'user:default/mina',
  ),
  component(
    'payroll',
    { 'prefect.io/flow': 'payroll', 'prefect.io/sensitivity': 'restricted' },
    'user:default/hana',
  ),
];

describe('the plugin in a backend, on a real Prefect', () => {
  const signals: PrefectSignal[] = [];
  let dir: string;
  let prefect: Prefect;
  let backend: TestBackend;
  let orders: string;
  let payroll: string;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'prefect-plugin-'));
    prefect = await startPrefect({ dir, authString: 'portal:s3cret' });
    orders = await deploy('orders-etl', 'stündlich ✅');
    payroll = await deploy('payroll', 'monthly');
    backend = await startBackend();
    await until(async () => (await listAs('hana')).length === 2);
  });

  afterAll(async () => {
    await backend?.stop();
    await prefect?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  function startBackend(): Promise<TestBackend> {
    return startTestBackend({
      features: [
        prefectPlugin,
        catalogServiceMock.factory({ entities }),
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
            },
          },
        }),
      ],
    });
  }

  function ask<T = any>(path: string, body?: object): Promise<T> {
    return askPrefect<T>(prefect, path, body);
  }

  async function deploy(flow: string, name: string): Promise<string> {
    const { id: flowId } = await ask('/flows/', { name: flow });
    const { id } = await ask('/deployments/', { name, flow_id: flowId });
    return id;
  }

  const as = (user: string) => ({
    get: (path: string) =>
      request(backend.server)
        .get(`/api/prefect${path}`)
        .set(
          'Authorization',
          mockCredentials.user.header(`user:default/${user}`),
        ),
    post: (path: string, body: object) =>
      request(backend.server)
        .post(`/api/prefect${path}`)
        .set(
          'Authorization',
          mockCredentials.user.header(`user:default/${user}`),
        )
        .send(body),
  });

  async function listAs(user: string): Promise<Deployment[]> {
    const { body, status } = await as(user).get('/deployments');
    expect({ status, error: body.error }).toEqual({ status: 200 });
    expect(body.totalCount).toBe(body.items.length);
    return body.items;
  }

  const start = (user: string, deployment: string, idempotencyKey: string) =>
    as(user).post(`/deployments/production/${deployment}/runs`, {
      parameters: {},
      idempotencyKey,
    });

  const runsInPrefect = () => ask<unknown[]>('/flow_runs/filter', {});

  it('shows whose a deployment is and what each may do with it', async () => {
    const [mina] = (await listAs('mina')).filter(({ id }) => id === orders);
    const [jo] = (await listAs('jo')).filter(({ id }) => id === orders);

    expect(mina).toMatchObject({
      title: 'orders-etl/stündlich ✅',
      owners: ['user:default/mina'],
      bindings: [{ entity: 'component:default/orders', trusted: true }],
      may: { run: { allowed: true, policy: 'owners-run' } },
    });
    expect(jo.may.run).toEqual({
      allowed: false,
      reason: 'You may not run this. Closest policy: owners-run, for mina.',
      policy: 'owners-run',
    });
  });

  it('makes what is restricted absent for others, from counts too', async () => {
    expect((await listAs('jo')).map(({ id }) => id)).toEqual([orders]);

    const hidden = await as('jo').get(`/deployments/production/${payroll}`);
    const missing = await as('jo').get(`/deployments/production/${UNKNOWN_ID}`);
    expect(hidden.status).toBe(404);
    expect(hidden.body.error).toMatchObject({
      code: 'PREFECT_NOT_FOUND',
      message: 'Not here, deleted, or not yours to see.',
    });
    expect(hidden.body.error).toEqual(missing.body.error);
    expect((await start('jo', payroll, 'hidden-one')).status).toBe(404);
  });

  it('starts a run for an owner only, and says why not for others', async () => {
    const before = (await runsInPrefect()).length;

    const denied = await start('jo', orders, 'not-for-jo');
    expect(denied.status).toBe(403);
    expect(denied.body.error).toMatchObject({
      name: 'NotAllowedError',
      code: 'PREFECT_DENIED',
      message: 'You may not run this. Closest policy: owners-run, for mina.',
    });
    expect(await runsInPrefect()).toHaveLength(before);

    const started = await start('mina', orders, 'for-mina-1');
    expect(started.status).toBe(201);
    await expect(ask(`/flow_runs/${started.body.id}`)).resolves.toMatchObject({
      deployment_id: orders,
      created_by: { display_value: expect.stringContaining('mina') },
    });
  });

  it('tells open pages what changed in Prefect, by id only', async () => {
    const { body: run } = await start('mina', orders, 'for-mina-2');
    signals.length = 0;

    await ask(`/flow_runs/${run.id}/set_state`, {
      state: { type: 'CANCELLED', message: 'secret of the flow' },
      force: true,
    });
    await until(async () => signals.some(({ runs }) => runs.includes(run.id)));

    expect(JSON.stringify(signals)).not.toContain('secret of the flow');
    const { body } = await as('jo').get(`/runs/production/${run.id}`);
    expect(body.state.type).toBe('CANCELLED');
  });

  it('decides by the policies of the package, and tells which these are', async () => {
    const { status, body } = await as('mina').get('/policies');

    expect(status).toBe(200);
    expect(body).toMatchObject({
      version: expect.stringMatching(/^[0-9a-f]{64}$/),
      problem: null,
    });
    expect(body.items).toContainEqual({
      id: 'owners-run',
      effect: 'permit',
      file: 'starter.cedar',
      line: 14,
      text: expect.stringContaining('principal in resource.owners'),
    });
  });

  it('refuses callers that are no person', async () => {
    const response = await request(backend.server)
      .get('/api/prefect/deployments')
      .set('Authorization', mockCredentials.service.header());

    expect(response.status).toBe(403);
    const nobody = await request(backend.server)
      .get('/api/prefect/deployments')
      .set('Authorization', mockCredentials.none.header());
    expect(nobody.status).toBe(401);
  });

  it('never shows the credential for Prefect', async () => {
    const answers = await Promise.all(
      ['/instances', '/deployments', '/runs', '/overview'].map(path =>
        as('mina').get(path),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(answers.map(({ text }) => text).join()).not.toContain('s3cret');
  });
});

/** Polls, because what is waited for happens in another process. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + SETTLED_WITHIN_MS;
  while (!(await isSo())) {
    if (Date.now() > deadline) {
      throw new Error(`not settled within ${SETTLED_WITHIN_MS} ms`);
    }
    await delay(50);
  }
}
