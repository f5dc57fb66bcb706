import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readSettings } from './settings';

const instances = {
  production: { url: 'http://prefect.test/api', environment: 'production' },
};

const read = (prefect: JsonObject) =>
  readSettings(new ConfigReader({ prefect }));

it('needs no more than one instance', () => {
  expect(read({ instances })).toMatchObject({
    roles: ['portal', 'sync'],
    instances: [{ instance: { id: 'production' } }],
    mirror: {
      retentionDays: 30,
      seedDays: 30,
      maxRunsPerDeployment: 10_000,
      reconcileSeconds: 20,
    },
    bindings: { refreshSeconds: 10 },
    ledger: {
      signingKeys: [],
      checkpointSeconds: 60,
      heartbeatSeconds: 300,
      retentionDays: 400,
    },
    people: { outageSeconds: 300 },
    policies: { sources: [], refreshSeconds: 1, urlRefreshSeconds: 60 },
  });
});

it('takes the roles of this process', () => {
  expect(read({ instances, roles: ['gateway', 'sync'] }).roles).toEqual([
    'gateway',
    'sync',
  ]);
});

it.each<[JsonObject, string]>([
  [{ instances, roles: [] }, 'prefect.roles is empty'],
  [
    { instances, roles: ['sync', 'portals'] },
    'prefect.roles has "portals", which is not known',
  ],
  [{ instances, mirrors: {} }, 'prefect.mirrors is not known'],
  [
    { instances, bindings: { refreshsSeconds: 1 } },
    'prefect.bindings.refreshsSeconds is not known',
  ],
  [
    { instances, policies: { path: 'x' } },
    'prefect.policies.path is not known',
  ],
  [
    { instances, mirror: { retention: 1 } },
    'prefect.mirror.retention is not known',
  ],
  [
    { instances, bindings: { refreshSeconds: 0 } },
    'prefect.bindings.refreshSeconds is 0',
  ],
  [
    { instances, mirror: { retentionDays: 7, seedDays: 8 } },
    'prefect.mirror.seedDays is 8, but runs are kept for 7 days',
  ],
  [
    { instances, ledger: { signingKeys: ['hunter2'] } },
    'prefect.ledger.signingKeys[0] is not a private Ed25519 key',
  ],
  [
    { instances, ledger: { digestKey: 'short' } },
    'prefect.ledger.digestKey has less than 32 characters',
  ],
  [
    { instances, ledger: { retentionDays: 0 } },
    'prefect.ledger.retentionDays is 0',
  ],
  [
    { instances, ledger: { anchor: { path: 'x' } } },
    'prefect.ledger.anchor.path is not known',
  ],
  [{ instances: {} }, 'prefect.instances is empty'],
])('stops the start, naming the key: %j', (prefect, message) => {
  expect(() => read(prefect)).toThrow(message);
});
