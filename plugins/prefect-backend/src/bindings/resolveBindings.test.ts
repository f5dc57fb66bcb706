import type { InstanceId } from '../instances';
import type { AnnotatedEntity } from './AnnotatedEntity';
import { toEntityRef } from './entityRef';
import {
  type BindingFacts,
  type MirroredDeployment,
  resolveBindings,
} from './resolveBindings';

const production = 'production' as InstanceId;
const dev = 'dev' as InstanceId;

function deployment(
  title: string,
  facts: Partial<MirroredDeployment> = {},
): MirroredDeployment {
  const flow = title.split('/')[0];
  return { instance: production, id: title, flow, title, tags: [], ...facts };
}

function component(
  name: string,
  facts: Partial<AnnotatedEntity> = {},
): AnnotatedEntity {
  return {
    ref: toEntityRef(`component:default/${name}`),
    title: name,
    owners: [toEntityRef(`group:default/team-${name}`)],
    sensitivity: 'normal',
    sourceLocation: undefined,
    editUrl: undefined,
    annotations: {},
    ...facts,
  };
}

const naming = (value: string) => ({
  annotations: { 'prefect.io/deployment': value },
});

function resolve(facts: Partial<BindingFacts>) {
  return resolveBindings({
    annotated: [],
    claimed: [],
    deployments: [],
    instances: [production, dev],
    ...facts,
  });
}

const boundTo = (facts: Partial<BindingFacts>) =>
  resolve(facts).bound.map(
    ({ key, bindings }) =>
      `${key.instance}:${key.id} ${bindings
        .map(({ entity, source }) => `${source} ${entity}`)
        .join(', ')}`,
  );

it('binds by name, on the named instance only', () => {
  expect(
    boundTo({
      annotated: [component('orders', naming('production:etl/hourly'))],
      deployments: [
        deployment('etl/hourly'),
        deployment('etl/daily'),
        deployment('etl/hourly', { instance: dev }),
      ],
    }),
  ).toEqual([
    'production:etl/hourly annotation component:default/orders',
    'production:etl/daily ',
    'dev:etl/hourly ',
  ]);
});

it('binds every deployment of a flow', () => {
  expect(
    boundTo({
      annotated: [
        component('orders', {
          annotations: { 'prefect.io/flow': 'production:etl' },
        }),
      ],
      deployments: [deployment('etl/hourly'), deployment('etl2/hourly')],
    }),
  ).toEqual([
    'production:etl/hourly annotation component:default/orders',
    'production:etl2/hourly ',
  ]);
});

it('binds what carries all of the tags', () => {
  expect(
    boundTo({
      annotated: [
        component('orders', { annotations: { 'prefect.io/tags': 'a, b' } }),
      ],
      deployments: [
        deployment('x/both', { tags: ['b', 'c', 'a'] }),
        deployment('x/one', { tags: ['a', 'c'] }),
      ],
    }),
  ).toEqual([
    'production:x/both annotation component:default/orders',
    'production:x/one ',
  ]);
});

it('lets entities share a deployment, which then has the owners of both', () => {
  const [shared] = resolve({
    annotated: [
      component('orders', naming('production:etl/hourly')),
      component('billing', naming('production:etl/hourly')),
    ],
    deployments: [deployment('etl/hourly')],
  }).bound;

  expect(shared.bindings.map(({ entity }) => entity)).toEqual([
    'component:default/orders',
    'component:default/billing',
  ]);
  expect(shared.owners).toEqual([
    'group:default/team-billing',
    'group:default/team-orders',
  ]);
});

describe('a tag that claims to belong to an entity', () => {
  const claim = {
    tags: ['backstage:component:default/Billing', 'backstage:?'],
  };

  it('proposes and gives no owner, restriction or code', () => {
    const billing = component('billing', {
      sensitivity: 'restricted',
      sourceLocation: 'https://example.com/billing',
    });

    expect(
      resolve({
        claimed: [billing],
        deployments: [deployment('etl/hourly', claim)],
      }).bound,
    ).toEqual([
      {
        key: { instance: production, id: 'etl/hourly' },
        bindings: [
          {
            entity: 'component:default/billing',
            title: 'billing',
            source: 'tag',
            trusted: false,
          },
        ],
        owners: [],
        sensitivity: 'normal',
        sourceLocation: undefined,
      },
    ]);
  });

  it('is passed over when the entity does not exist', () => {
    expect(boundTo({ deployments: [deployment('etl/x', claim)] })).toEqual([
      'production:etl/x ',
    ]);
  });

  it('says nothing new when the entity names the deployment itself', () => {
    const billing = component('billing', naming('production:etl/x'));

    expect(
      boundTo({
        annotated: [billing],
        claimed: [billing],
        deployments: [deployment('etl/x', claim)],
      }),
    ).toEqual(['production:etl/x annotation component:default/billing']);
  });
});

describe('a deployment is restricted', () => {
  it('when one of its entities is', () => {
    const [bound] = resolve({
      annotated: [
        component('orders', naming('production:etl/x')),
        component('hr', {
          ...naming('production:etl/x'),
          sensitivity: 'restricted',
        }),
      ],
      deployments: [deployment('etl/x')],
    }).bound;

    expect(bound.sensitivity).toBe('restricted');
  });

  it.each(['restricted', 'Restricted '])('when it is tagged %j', tag => {
    const [bound] = resolve({
      deployments: [deployment('etl/x', { tags: [tag] })],
    }).bound;

    expect(bound.sensitivity).toBe('restricted');
  });
});

it('takes the source location of the first entity that has one', () => {
  const [bound] = resolve({
    annotated: [
      component('a', naming('production:etl/x')),
      component('b', {
        ...naming('production:etl/x'),
        sourceLocation: 'https://example.com/b',
      }),
    ],
    deployments: [deployment('etl/x')],
  }).bound;

  expect(bound.sourceLocation).toBe('https://example.com/b');
});

it('reports annotations that name nothing, item by item', () => {
  const orders = component(
    'orders',
    naming('production:etl/hourly, production:etl/hurly, etl/hourly'),
  );

  const { unmatched } = resolve({
    annotated: [orders],
    deployments: [deployment('etl/hourly')],
  });

  expect(unmatched.get(orders.ref)).toEqual([
    { annotation: 'prefect.io/deployment', value: 'production:etl/hurly' },
    { annotation: 'prefect.io/deployment', value: 'etl/hourly' },
  ]);
});
