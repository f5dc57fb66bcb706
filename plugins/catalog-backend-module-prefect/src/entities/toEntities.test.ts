import {
  DefaultNamespaceEntityPolicy,
  type Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
} from '@backstage/catalog-model';
import fc from 'fast-check';
import { aDeployment, aWorkPool } from '../__testUtils__/facts';
import { type EntityFacts, toEntities } from './toEntities';

const entitiesOf = (facts: Partial<EntityFacts>) =>
  toEntities({
    instance: 'production',
    deployments: [],
    workPools: [],
    systems: new Map(),
    settings: {
      defaultOwner: 'group:default/platform',
      portalUrl: 'https://portal.example.com/prefect',
    },
    ...facts,
  });

/** As the catalog looks at every entity before it takes it. */
const policy = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

async function assertValid(entity: Entity): Promise<void> {
  await policy.enforce(entity);
  expect(await resourceEntityV1alpha1Validator.check(entity)).toBe(true);
}

it('describes a deployment: whose it is, what it belongs to, where it runs', () => {
  const [pool, deployment] = entitiesOf({
    deployments: [
      aDeployment('orders-etl/hourly', {
        id: '0c1e',
        description: "Moves the last hour's orders.",
        tags: ['ETL', 'orders'],
        owners: ['group:default/commerce', 'group:default/insights'],
        entities: ['component:default/orders', 'component:default/reports'],
        codeUrl: 'https://example.com/blob/main/orders_etl.py',
        workPool: 'demo',
        prefectUrl: 'https://prefect.example.com/deployments/deployment/0c1e',
      }),
    ],
    workPools: [aWorkPool('demo')],
    systems: new Map([['component:default/reports', 'system:default/shop']]),
  });

  expect(deployment).toEqual({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      namespace: 'default',
      name: expect.stringMatching(/^production-orders-etl-hourly-/),
      title: 'orders-etl/hourly',
      description: "Moves the last hour's orders.",
      tags: ['etl', 'orders'],
      annotations: {
        'backstage.io/managed-by-location': 'prefect:production',
        'backstage.io/managed-by-origin-location': 'prefect:production',
        'backstage.io/source-location':
          'url:https://example.com/blob/main/orders_etl.py',
        'prefect.io/deployment-id': 'production:0c1e',
        'prefect.io/fingerprint': expect.stringMatching(/^[0-9a-f]{16}$/),
      },
      links: [
        {
          title: 'Runs',
          url: 'https://portal.example.com/prefect/runs?instance=production&deployment=0c1e',
        },
        {
          title: 'Prefect',
          url: 'https://prefect.example.com/deployments/deployment/0c1e',
        },
      ],
    },
    spec: {
      type: 'prefect-deployment',
      owner: 'group:default/commerce',
      system: 'system:default/shop',
      dependencyOf: ['component:default/orders', 'component:default/reports'],
      dependsOn: [`resource:default/${pool.metadata.name}`],
    },
  });
});

it('describes a work pool', () => {
  const [pool] = entitiesOf({
    workPools: [
      aWorkPool('gpu', {
        type: 'kubernetes',
        prefectUrl: 'https://p.example.com/x',
      }),
    ],
  });

  expect(pool).toMatchObject({
    metadata: {
      name: expect.stringMatching(/^production-gpu-/),
      title: 'gpu',
      description: 'Work pool of type kubernetes',
      tags: ['kubernetes'],
      links: [{ title: 'Prefect', url: 'https://p.example.com/x' }],
    },
    spec: { type: 'prefect-work-pool', owner: 'group:default/platform' },
  });
});

it('leaves out what nobody knows, and depends on no pool that is gone', () => {
  const [deployment] = entitiesOf({
    deployments: [aDeployment('etl/x', { workPool: 'gone' })],
    settings: { defaultOwner: 'group:default/unowned', portalUrl: undefined },
  });

  expect(deployment.metadata).not.toHaveProperty('description');
  expect(deployment.metadata.links).toEqual([]);
  expect(deployment.spec).toEqual({
    type: 'prefect-deployment',
    owner: 'group:default/unowned',
  });
});

it('never carries an annotation that binds, so that it gives no rights', () => {
  const [deployment] = entitiesOf({ deployments: [aDeployment('etl/x')] });
  const { annotations } = deployment.metadata;

  for (const binding of ['deployment', 'flow', 'tags']) {
    expect(annotations).not.toHaveProperty([`prefect.io/${binding}`]);
  }
});

it('tells two instances with the same names apart', () => {
  const same = {
    deployments: [aDeployment('etl/x')],
    workPools: [aWorkPool('demo')],
  };
  const names = ['production', 'dev'].flatMap(instance =>
    entitiesOf({ ...same, instance }).map(({ metadata }) => metadata.name),
  );

  expect(new Set(names).size).toBe(4);
});

it('keeps the name of a deployment that was deleted and made again', () => {
  const [before] = entitiesOf({
    deployments: [aDeployment('etl/x', { id: 'first' })],
  });
  const [after] = entitiesOf({
    deployments: [aDeployment('etl/x', { id: 'second' })],
  });

  expect(after.metadata.name).toBe(before.metadata.name);
  expect(after.metadata.annotations).not.toEqual(before.metadata.annotations);
});

it('has a fingerprint that changes with everything, and only then', () => {
  const fingerprintOf = (facts: Partial<EntityFacts>) =>
    entitiesOf({ deployments: [aDeployment('etl/x')], ...facts }).at(-1)!
      .metadata.annotations!['prefect.io/fingerprint'];
  const differing = [
    {},
    { deployments: [aDeployment('etl/x', { tags: ['a'] })] },
    { deployments: [aDeployment('etl/x', { description: 'a' })] },
    { deployments: [aDeployment('etl/x', { owners: ['user:default/a'] })] },
    { settings: { defaultOwner: 'user:default/b', portalUrl: undefined } },
  ].map(fingerprintOf);

  expect(new Set(differing).size).toBe(differing.length);
  expect(fingerprintOf({})).toBe(differing[0]);
});

it('makes entities that the catalog takes, whatever Prefect holds', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 120 });
  const orNull = fc.option(text);
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        flowName: text,
        name: text,
        description: orNull,
        tags: fc.array(text, { maxLength: 5 }),
        workPool: orNull,
      }),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }),
      async (facts, pool) => {
        const entities = entitiesOf({
          deployments: [{ ...aDeployment('x/y'), ...facts }],
          workPools: [aWorkPool(pool)],
        });
        for (const entity of entities) await assertValid(entity);
        // Postgres takes neither of these two in a text.
        expect(JSON.stringify(entities)).not.toMatch(/\\u0000|\\ud[89a-f]/);
      },
    ),
    { numRuns: 300 },
  );
});
