import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  readFeedDeployments,
  readFeedWorkPools,
} from '@backstage-prefect/backstage-plugin-prefect-node';
import express, { type Express } from 'express';
import type { Knex } from 'knex';
import request from 'supertest';
import { insertDeployments } from '../__testUtils__/insertDeployments';
import {
  migratedDatabase,
  testDatabases,
} from '../__testUtils__/testDatabases';
import { createBindings } from '../bindings';
import { createInstances, type Instance, type InstanceId } from '../instances';
import { createFeedRouter } from './createFeedRouter';

const production: Instance = {
  id: 'production' as InstanceId,
  title: 'Production',
  environment: 'production',
  labels: {},
  apiUrl: 'http://prefect.test/api',
  uiUrl: 'https://prefect.example.com/',
};

const asService = (subject: string) =>
  mockCredentials.service.header({
    onBehalfOf: mockCredentials.service(subject),
    targetPluginId: 'prefect',
  });

describe.each(testDatabases.eachSupportedId())('the feed on %s', databaseId => {
  let db: Knex;
  let app: Express;

  beforeEach(async () => {
    db = await migratedDatabase(databaseId);
    const instances = createInstances([
      {
        instance: production,
        credential: { kind: 'none' },
        headers: {},
        timeoutMs: 1_000,
      },
    ]);
    app = express();
    app.use(
      createFeedRouter({
        db,
        instances,
        httpAuth: mockServices.httpAuth({ pluginId: 'prefect' }),
        bindings: createBindings({
          db,
          instances,
          mirror: { onChange: () => () => {} },
          catalog: catalogServiceMock(),
          auth: mockServices.auth(),
          logger: mockServices.logger.mock(),
          schedule: () => () => {},
          refreshSeconds: 10,
        }),
      }),
    );
    app.use(mockErrorHandler());
    await seeded();
  });

  async function seeded(instance = 'production'): Promise<void> {
    await db('instance_state').insert({
      instance,
      seeded_at: '2026-11-24T12:00:00.000000Z',
    });
  }

  /** A deployment whose place in the catalog is known. */
  async function settled(id: string, title = `etl/${id}`): Promise<void> {
    await insertDeployments(db, [{ id, title }]);
    await db('bound_deployments').insert({
      instance: 'production',
      deployment_id: id,
    });
  }

  function get(path: string, by = asService('plugin:catalog')) {
    return request(app).get(`/feed${path}`).set('Authorization', by);
  }

  async function deployments(search = '') {
    const { body, status } = await get(`/production/deployments${search}`);
    expect(status).toBe(200);
    return readFeedDeployments(body);
  }

  const titlesOf = ({ items }: Awaited<ReturnType<typeof deployments>>) =>
    items.map(({ flowName, name }) => `${flowName}/${name}`);

  it('tells of a deployment, of its trusted entities and their owners', async () => {
    await settled('a');
    await db('deployments').update({
      description: 'Moves orders.',
      tags: '["etl"]',
      entrypoint: 'flows/etl.py:etl',
      pull_steps: JSON.stringify([
        {
          'prefect.deployments.steps.git_clone': {
            repository: 'https://example.com/shop/flows.git',
            branch: 'main',
          },
        },
      ]),
      work_pool: 'demo',
      updated: '2026-11-24T12:00:00.000000Z',
    });
    const about = { instance: 'production', deployment_id: 'a' };
    await db('deployment_bindings').insert(
      [
        ['component:default/orders', 'annotation', true],
        ['component:default/claims', 'tag', false],
      ].map(([entity, source, trusted]) => ({
        ...about,
        entity_ref: entity,
        entity_title: entity,
        source,
        trusted,
      })),
    );
    await db('deployment_owners').insert({
      ...about,
      owner_ref: 'group:default/commerce',
    });
    await db('deployment_sensitivity').insert({
      ...about,
      sensitivity: 'restricted',
    });

    await expect(deployments()).resolves.toEqual({
      isComplete: true,
      items: [
        {
          id: 'a',
          flowName: 'etl',
          name: 'a',
          description: 'Moves orders.',
          tags: ['etl'],
          owners: ['group:default/commerce'],
          entities: ['component:default/orders'],
          sensitivity: 'restricted',
          entrypoint: 'flows/etl.py:etl',
          codeUrl: 'https://example.com/shop/flows/blob/main/flows/etl.py',
          workPool: 'demo',
          prefectUrl: 'https://prefect.example.com/deployments/deployment/a',
        },
      ],
      nextCursor: null,
    });
  });

  it('goes by name, page by page, and knows other instances apart', async () => {
    for (const id of ['c', 'a', 'e', 'b', 'd']) await settled(id);
    await insertDeployments(db, [
      { instance: 'dev', id: 'aa', title: 'etl/aa' },
    ]);

    const first = await deployments('?limit=2');
    const second = await deployments(`?limit=2&cursor=${first.nextCursor}`);
    const third = await deployments(`?limit=2&cursor=${second.nextCursor}`);

    expect([first, second, third].map(titlesOf)).toEqual([
      ['etl/a', 'etl/b'],
      ['etl/c', 'etl/d'],
      ['etl/e'],
    ]);
    expect(third.nextCursor).toBeNull();
  });

  it('overlooks no deployment that is made again while pages are turned', async () => {
    await settled('z', 'etl/a');
    await settled('b', 'etl/b');
    const first = await deployments('?limit=1');

    await db('deployments').where({ id: 'b' }).delete();
    await settled('0', 'etl/b');
    const second = await deployments(`?limit=1&cursor=${first.nextCursor}`);

    expect([first, second].map(titlesOf)).toEqual([['etl/a'], ['etl/b']]);
  });

  it('tells of those that are named and exist', async () => {
    for (const id of ['a', 'b', 'c']) await settled(id);

    expect(titlesOf(await deployments('?id=b&id=gone'))).toEqual(['etl/b']);
  });

  describe('is not complete', () => {
    it('before the instance was read once', async () => {
      await settled('a');
      await db('instance_state').update({ seeded_at: null });

      await expect(deployments()).resolves.toMatchObject({
        isComplete: false,
        items: [{ id: 'a' }],
      });
    });

    it('while it is not settled whose a deployment is, and hides that one', async () => {
      await settled('a');
      await insertDeployments(db, [{ id: 'b', title: 'etl/b' }]);

      const page = await deployments();

      expect(page.isComplete).toBe(false);
      expect(titlesOf(page)).toEqual(['etl/a']);
    });
  });

  it('tells of work pools', async () => {
    await db('work_pools').insert(
      ['gpu', 'a b'].map(name => ({
        instance: 'production',
        id: `id-of-${name}`,
        name,
        type: 'process',
        paused: false,
        workers_online: 1,
      })),
    );

    const { body } = await get('/production/work-pools');

    expect(readFeedWorkPools(body)).toEqual({
      isComplete: true,
      items: [
        {
          name: 'a b',
          type: 'process',
          prefectUrl: 'https://prefect.example.com/work-pools/work-pool/a%20b',
        },
        {
          name: 'gpu',
          type: 'process',
          prefectUrl: 'https://prefect.example.com/work-pools/work-pool/gpu',
        },
      ],
      nextCursor: null,
    });
  });

  it.each([
    ['a person', mockCredentials.user.header()],
    ['another plugin', asService('plugin:search')],
    ['a service from outside', asService('external:ci')],
  ])('tells %s nothing', async (_, by) => {
    await settled('a');

    for (const path of ['/production/deployments', '/production/work-pools']) {
      const { status, body } = await get(path, by);
      expect(status).toBe(403);
      expect(body).not.toHaveProperty('items');
    }
  });

  it('tells nobody who does not say who it is anything', async () => {
    const { status } = await get(
      '/production/deployments',
      mockCredentials.none.header(),
    );

    expect(status).toBe(401);
  });

  it.each([
    ['an instance that is not configured', '/gone/deployments', 404],
    ['a cursor of its own', '/production/deployments?cursor=x', 400],
    ['a page of any size', '/production/deployments?limit=501', 400],
    ['something else', '/production/deployments?tag=x', 400],
  ])('refuses %s', async (_, path, status) => {
    await expect(get(path)).resolves.toMatchObject({ status });
  });
});
