import type { InstanceId } from '../../instances';
import type { AnnotatedEntity } from '../AnnotatedEntity';
import { toEntityRef } from '../entityRef';
import { type MirroredDeployment, resolveBindings } from '../resolveBindings';
import { findProblems } from './findProblems';
import type { OwnershipFacts } from './OwnershipFacts';

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
  facts: Partial<AnnotatedEntity> & { binds?: string } = {},
): AnnotatedEntity {
  const { binds, ...rest } = facts;
  return {
    ref: toEntityRef(`component:default/${name}`),
    title: name,
    owners: [toEntityRef(`group:default/team-${name}`)],
    sensitivity: 'normal',
    sourceLocation: undefined,
    editUrl: `https://git.example.com/${name}/edit`,
    annotations: binds ? { 'prefect.io/deployment': binds } : {},
    ...rest,
  };
}

/** What is found once bindings are settled. */
function find({
  annotated = [],
  claimed = [],
  deployments = [],
  former = [],
  formerEntities = [],
  states = {},
}: Partial<Omit<OwnershipFacts, 'stateOf'>> & {
  states?: Record<string, 'there' | 'empty' | 'gone'>;
}) {
  const { bound, unmatched } = resolveBindings({
    annotated,
    claimed,
    deployments,
    instances: [production, dev],
  });
  return findProblems({
    annotated,
    claimed,
    deployments,
    bound,
    unmatched,
    former,
    formerEntities,
    stateOf: owner => states[owner] ?? 'there',
  });
}

const ORDERS = 'component:default/orders';

it('finds nothing wrong with what one entity with an owner binds', () => {
  expect(
    find({
      annotated: [component('orders', { binds: 'production:etl/hourly' })],
      deployments: [deployment('etl/hourly')],
    }),
  ).toEqual([]);
});

describe('what nobody owns', () => {
  it('is unowned, with the annotation that would name it', () => {
    expect(find({ deployments: [deployment('etl/a,b')] })).toMatchObject([
      {
        kind: 'unowned',
        deployment: { instance: 'production', id: 'etl/a,b' },
        title: 'etl/a,b',
        guess: undefined,
        fix: 'production:etl/a%2Cb',
      },
    ]);
  });

  it('is unowned when the entity that binds it has no owner', () => {
    expect(
      find({
        annotated: [
          component('orders', { binds: 'production:etl/x', owners: [] }),
        ],
        deployments: [deployment('etl/x')],
      }),
    ).toMatchObject([
      {
        kind: 'unowned',
        subject: ORDERS,
        fix: undefined,
        editUrl: 'https://git.example.com/orders/edit',
      },
    ]);
  });

  it('is claimed when a tag names an entity, whose annotation would be completed', () => {
    expect(
      find({
        annotated: [component('orders', { binds: 'production:etl/hourly' })],
        claimed: [component('orders', { binds: 'production:etl/hourly' })],
        deployments: [
          deployment('etl/hourly'),
          deployment('etl/x', { tags: [`backstage:${ORDERS}`] }),
        ],
      }),
    ).toMatchObject([
      {
        kind: 'claimed',
        subject: ORDERS,
        guess: {
          owner: 'group:default/team-orders',
          entity: ORDERS,
          reason: 'tag',
          because: { id: 'etl/x' },
        },
        fix: 'production:etl/hourly, production:etl/x',
        editUrl: 'https://git.example.com/orders/edit',
      },
    ]);
  });

  it('tells of a tag that names what is not in the catalog', () => {
    expect(
      find({
        deployments: [deployment('etl/x', { tags: [`backstage:${ORDERS}`] })],
      }),
    ).toMatchObject([{ kind: 'entity-gone', subject: ORDERS }]);
  });

  const former = [
    {
      instance: production,
      id: 'etl/x',
      entity: toEntityRef(ORDERS),
      title: 'Orders',
      owners: [toEntityRef('group:default/team-orders')],
    },
  ];

  it('tells of what it was bound to and is gone', () => {
    expect(find({ deployments: [deployment('etl/x')], former })).toMatchObject([
      {
        kind: 'entity-gone',
        subject: ORDERS,
        subjectTitle: 'Orders',
        guess: { owner: 'group:default/team-orders', reason: 'former' },
      },
    ]);
  });

  it('guesses what it was bound to when only the annotation is gone', () => {
    expect(
      find({
        deployments: [deployment('etl/x')],
        former,
        formerEntities: [component('orders')],
      }),
    ).toMatchObject([
      {
        kind: 'unowned',
        guess: { entity: ORDERS, reason: 'former' },
        editUrl: 'https://git.example.com/orders/edit',
      },
    ]);
  });
});

describe('what is owned', () => {
  const both = (owners?: string[]) => [
    component('orders', { binds: 'production:etl/x' }),
    component('payments', {
      binds: 'production:etl/x',
      ...(owners && { owners: owners.map(toEntityRef) }),
    }),
  ];

  it('is shared when entities of different owners bind it, and only then', () => {
    const deployments = [deployment('etl/x')];

    expect(find({ annotated: both(), deployments })).toMatchObject([
      { kind: 'shared', fix: undefined },
    ]);
    expect(
      find({
        annotated: both(['group:default/team-orders']),
        deployments,
      }),
    ).toEqual([]);
  });

  it.each([
    ['gone', 'owner-gone'],
    ['empty', 'owner-empty'],
  ] as const)('is in doubt when its owner is %s', (state, kind) => {
    expect(
      find({
        annotated: [component('orders', { binds: 'production:etl/x' })],
        deployments: [deployment('etl/x')],
        states: { 'group:default/team-orders': state },
      }),
    ).toMatchObject([
      {
        kind,
        subject: 'group:default/team-orders',
        team: 'group:default/team-orders',
        editUrl: 'https://git.example.com/orders/edit',
      },
    ]);
  });
});

it('tells of an annotation that names nothing', () => {
  expect(
    find({ annotated: [component('orders', { binds: 'production:etl/y' })] }),
  ).toMatchObject([
    {
      kind: 'unmatched',
      deployment: undefined,
      title: 'production:etl/y',
      annotation: 'prefect.io/deployment',
      subject: ORDERS,
      team: 'group:default/team-orders',
    },
  ]);
});

describe('a guess', () => {
  const owned = (name: string, binds: string) => component(name, { binds });
  const guessFor = (facts: Parameters<typeof find>[0]) =>
    find(facts).find(({ title }) => title === 'etl/x')?.guess;

  it('takes the same name on another instance before the same flow', () => {
    expect(
      guessFor({
        annotated: [
          owned('orders', 'dev:etl/x'),
          owned('payments', 'production:etl/y'),
        ],
        deployments: [
          deployment('etl/x'),
          deployment('etl/x', { instance: dev, id: 'in dev' }),
          deployment('etl/y'),
        ],
      }),
    ).toMatchObject({
      entity: ORDERS,
      reason: 'same-name',
      because: { instance: 'dev', id: 'in dev' },
    });
  });

  it('takes the same flow only while its owners agree', () => {
    const deployments = ['etl/x', 'etl/y', 'etl/z'].map(title =>
      deployment(title),
    );
    const y = owned('orders', 'production:etl/y');

    expect(guessFor({ annotated: [y], deployments })).toMatchObject({
      reason: 'same-flow',
      owner: 'group:default/team-orders',
    });
    expect(
      guessFor({
        annotated: [y, owned('payments', 'production:etl/z')],
        deployments,
      }),
    ).toBeUndefined();
  });

  it('takes a tag that two of one owner carry, not one', () => {
    const tagged = (title: string) => deployment(title, { tags: ['orders'] });

    expect(
      guessFor({
        annotated: [owned('orders', 'production:a/a, production:b/b')],
        deployments: [tagged('etl/x'), tagged('a/a'), tagged('b/b')],
      }),
    ).toMatchObject({ reason: 'same-tag', tag: 'orders' });
    expect(
      guessFor({
        annotated: [owned('orders', 'production:a/a')],
        deployments: [tagged('etl/x'), tagged('a/a')],
      }),
    ).toBeUndefined();
  });

  it('is not made from what is restricted', () => {
    expect(
      guessFor({
        annotated: [
          component('orders', {
            binds: 'production:etl/y',
            sensitivity: 'restricted',
          }),
        ],
        deployments: [deployment('etl/x'), deployment('etl/y')],
      }),
    ).toBeUndefined();
  });
});
