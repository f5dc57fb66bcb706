import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { readSearchPage } from '@backstage-prefect/backstage-plugin-prefect-node';
import express, { type Express } from 'express';
import type { Knex } from 'knex';
import request from 'supertest';
import { insertDeployments } from '../__testUtils__/insertDeployments';
import {
  migratedDatabase,
  testDatabases,
} from '../__testUtils__/testDatabases';
import { createBindings } from '../bindings';
import { createInstances, type InstanceId } from '../instances';
import { createSearchRouter } from './createSearchRouter';

const asService = (subject: string) =>
  mockCredentials.service.header({
    onBehalfOf: mockCredentials.service(subject),
    targetPluginId: 'prefect',
  });

describe.each(testDatabases.eachSupportedId())(
  'what search learns on %s',
  databaseId => {
    let db: Knex;
    let app: Express;

    beforeEach(async () => {
      db = await migratedDatabase(databaseId);
      const instances = createInstances([
        {
          instance: {
            id: 'production' as InstanceId,
            title: 'Production',
            environment: 'prod',
            labels: {},
            apiUrl: 'http://prefect.test/api',
            uiUrl: undefined,
          },
          credential: { kind: 'none' },
          headers: {},
          timeoutMs: 1_000,
        },
      ]);
      app = express();
      app.use(
        createSearchRouter({
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
    });

    const get = (search = '', by = asService('plugin:search')) =>
      request(app).get(`/search/deployments${search}`).set('Authorization', by);

    const read = async (search?: string) =>
      readSearchPage((await get(search)).body);

    async function settled(id: string, instance = 'production') {
      await insertDeployments(db, [{ instance, id, title: `etl/${id}` }]);
      await db('bound_deployments').insert({ instance, deployment_id: id });
    }

    it('names a deployment, its tags, parameters and owners, and no values', async () => {
      await settled('a');
      await db('deployments').update({
        description: 'Moves orders.',
        tags: '["orders"]',
        parameter_schema: JSON.stringify({
          properties: { region: { default: 'eu' }, api_token: {} },
        }),
        parameters: '{"api_token":"s3cret","undeclared":1}',
      });
      const about = { instance: 'production', deployment_id: 'a' };
      await db('deployment_bindings').insert([
        {
          ...about,
          entity_ref: 'component:default/orders',
          entity_title: 'Orders',
          source: 'annotation',
          trusted: true,
        },
        {
          ...about,
          entity_ref: 'component:default/claimer',
          entity_title: 'Claimer',
          source: 'tag',
          trusted: false,
        },
      ]);
      await db('deployment_owners').insert({
        ...about,
        owner_ref: 'group:default/commerce',
      });

      expect(await read()).toEqual({
        items: [
          {
            instance: 'production',
            environment: 'prod',
            id: 'a',
            flowName: 'etl',
            name: 'a',
            description: 'Moves orders.',
            tags: ['orders'],
            parameters: ['region', 'api_token', 'undeclared'],
            owners: ['group:default/commerce'],
            entities: ['Orders'],
          },
        ],
        nextCursor: null,
      });
    });

    it('leaves out what is restricted, not settled, or of an instance that is gone', async () => {
      await settled('open');
      await settled('restricted');
      await db('deployment_sensitivity').insert({
        instance: 'production',
        deployment_id: 'restricted',
        sensitivity: 'restricted',
      });
      await insertDeployments(db, [
        { id: 'unsettled', title: 'etl/unsettled' },
      ]);
      await settled('gone', 'gone');

      expect((await read()).items.map(({ name }) => name)).toEqual(['open']);
    });

    it('turns pages', async () => {
      for (const id of ['a', 'b', 'c']) await settled(id);

      const first = await read('?limit=2');
      const second = await read(`?limit=2&cursor=${first.nextCursor}`);

      expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(
        ['a', 'b', 'c'],
      );
      expect(second.nextCursor).toBeNull();
    });

    it.each([
      ['another plugin', asService('plugin:catalog'), 403],
      ['a person', mockCredentials.user.header(), 403],
      ['nobody', mockCredentials.none.header(), 401],
    ])('refuses %s', async (_, by, status) => {
      expect((await get('', by)).status).toBe(status);
    });

    it('refuses a request that it does not understand', async () => {
      const { status, body } = await get('?limit=0');
      expect(status).toBe(400);
      expect(body.error.code).toBe('PREFECT_INVALID_REQUEST');
    });
  },
);
