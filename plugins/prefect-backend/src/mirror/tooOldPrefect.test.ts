import { mockServices } from '@backstage/backend-test-utils';
import { waitUntil } from '@backstage-prefect/real-parts';
import type { Knex } from 'knex';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { migratedDatabase } from '../__testUtils__/testDatabases';
import { createInstances, type InstanceId, type Instances } from '../instances';
import { createMirror } from './createMirror';
import type { Mirror } from './Mirror';

jest.setTimeout(60_000);

const INSTANCE = 'production' as InstanceId;

describe('a Prefect that is older than the oldest that is supported', () => {
  const asked = new Set<string>();
  let server: Server;
  let instances: Instances;
  let db: Knex;
  let mirror: Mirror;

  beforeAll(async () => {
    server = createServer(({ url = '' }, answer) => {
      asked.add(url);
      answer.setHeader('content-type', 'application/json');
      answer.end(url === '/api/admin/version' ? '"2.20.16"' : '[]');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    instances = createInstances([
      {
        instance: {
          id: INSTANCE,
          title: 'Production',
          environment: 'test',
          labels: {},
          apiUrl: `http://127.0.0.1:${port}/api`,
          uiUrl: undefined,
        },
        credential: { kind: 'none' },
        headers: {},
        timeoutMs: 5_000,
      },
    ]);
    db = await migratedDatabase('SQLITE_3');
    mirror = createMirror({
      db,
      instances,
      settings: {
        retentionDays: 30,
        seedDays: 30,
        maxRunsPerDeployment: 10_000,
        reconcileSeconds: 1,
      },
      logger: mockServices.logger.mock(),
    });
    await mirror.start();
  });

  afterAll(async () => {
    await mirror.stop();
    await instances.close();
    server.closeAllConnections();
    server.close();
  });

  it('is not read, and says so', async () => {
    const state = await waitUntil(
      async () =>
        db('instance_state')
          .where({ instance: INSTANCE })
          .whereLike('problem', 'It runs Prefect%')
          .first(),
      { deadlineMs: 20_000 },
    );

    expect(state?.problem).toBe(
      'It runs Prefect 2.20.16, and 3.4.0 is the oldest that is supported. Nothing is read of it until it is upgraded.',
    );
    expect(mirror.freshness(INSTANCE).state).toBe('seeding');
    const reads = [...asked].filter(url => !url.endsWith('/out'));
    expect(reads).toEqual(['/api/admin/version']);
  });
});
