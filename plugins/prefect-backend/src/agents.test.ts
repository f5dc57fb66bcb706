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
import mcpPlugin from '@backstage/plugin-mcp-actions-backend';
import request from 'supertest';
import { migratedDatabase, testDatabases } from './__testUtils__/testDatabases';
import prefectPlugin from '.';
import { givenDeployment } from './runs/__testUtils__/insertRows';
import { uuid } from './runs/__testUtils__/TestWorld';

const ORDERS = uuid(1);

/** With the real bindings over a catalog where nobody owns the deployment. */
describe('an agent that comes by MCP', () => {
  let backend: TestBackend;

  beforeAll(async () => {
    const db = await migratedDatabase(testDatabases.eachSupportedId()[0][0]);
    await givenDeployment(db, { id: ORDERS, title: 'orders-etl/hourly' });
    backend = await startTestBackend({
      features: [
        prefectPlugin,
        mcpPlugin,
        catalogServiceMock.factory({ entities: [] }),
        createServiceFactory({
          service: coreServices.database,
          deps: {},
          factory: () => mockServices.database({ knex: db }),
        }),
        mockServices.rootConfig.factory({
          data: {
            backend: { actions: { pluginSources: ['prefect'] } },
            prefect: {
              roles: ['portal'],
              instances: {
                production: {
                  url: 'http://127.0.0.1:9/api',
                  environment: 'production',
                },
              },
            },
          },
        }),
      ],
    });
  });

  afterAll(() => backend?.stop());

  async function call(method: string, params: object, authorization?: string) {
    const { status, text } = await request(backend.server)
      .post('/api/mcp-actions/v1')
      .set('Accept', 'application/json, text/event-stream')
      .set(
        'Authorization',
        authorization ?? mockCredentials.user.header('user:default/mina'),
      )
      .send({ jsonrpc: '2.0', id: 1, method, params });
    expect(status).toBe(200);
    const [, data] = /^data: (.*)$/m.exec(text) ?? [undefined, text];
    return JSON.parse(data).result;
  }

  it('is offered the actions as tools, with what to know of each', async () => {
    const { tools } = await call('tools/list', {});

    expect(tools).toHaveLength(14);
    expect(tools).toContainEqual(
      expect.objectContaining({
        name: 'prefect.start-run',
        annotations: expect.objectContaining({
          readOnlyHint: false,
          destructiveHint: true,
          idempotentHint: false,
        }),
      }),
    );
  });

  it('sees what its person sees', async () => {
    const { structuredContent } = await call('tools/call', {
      name: 'prefect.list-deployments',
      arguments: { q: 'orders' },
    });

    expect(structuredContent).toMatchObject({
      items: [{ id: ORDERS, title: 'orders-etl/hourly' }],
    });
  });

  it('is told why its person may not, in words', async () => {
    const answer = await call('tools/call', {
      name: 'prefect.start-run',
      arguments: { instance: 'production', id: ORDERS },
    });

    expect(answer).toEqual({
      isError: true,
      content: [
        { type: 'text', text: expect.stringMatching(/^NotAllowedError: /) },
      ],
    });
    expect(answer.content[0].text).toContain('Nobody owns this deployment');
  });

  it('is refused when it comes as itself, without a person', async () => {
    const answer = await call(
      'tools/call',
      { name: 'prefect.list-deployments', arguments: {} },
      mockCredentials.service.header(),
    );

    expect(answer).toMatchObject({
      isError: true,
      content: [
        { text: expect.stringContaining('Only people who are signed in') },
      ],
    });
  });
});
