import type { KnownDeployment, KnownDeployments } from './KnownNames';
import { problemsOf } from './problemsOf';

const deployment = (
  instance: string,
  title: string,
  facts: Partial<KnownDeployment> = {},
): KnownDeployment => ({
  instance,
  title,
  flow: title.split('/')[0],
  tags: [],
  sensitivity: 'normal',
  ...facts,
});

const production = [
  deployment('production', 'orders-etl/hourly', { tags: ['orders'] }),
  deployment('production', 'payroll/monthly', { sensitivity: 'restricted' }),
];
const one: KnownDeployments = new Map([['production', production]]);
const two: KnownDeployments = new Map([
  ['production', production],
  ['dev', [deployment('dev', 'orders-etl/try')]],
]);
/** Of `dev` it is not known what there is. */
const half: KnownDeployments = new Map([
  ['production', production],
  ['dev', undefined],
]);

const problems = (
  annotations: Record<string, string>,
  known: KnownDeployments = one,
  type = 'service',
) => problemsOf({ annotations, type }, known);

const DEPLOYMENT = 'prefect.io/deployment';

it.each<[string, Record<string, string>, KnownDeployments]>([
  ['a deployment', { [DEPLOYMENT]: 'production:orders-etl/hourly' }, two],
  ['one without its only instance', { [DEPLOYMENT]: 'orders-etl/hourly' }, one],
  ['a restricted deployment', { [DEPLOYMENT]: 'payroll/monthly' }, one],
  ['a flow', { 'prefect.io/flow': 'production:orders-etl' }, two],
  ['tags on any instance', { 'prefect.io/tags': 'orders' }, two],
  [
    'a sensitivity',
    { [DEPLOYMENT]: 'payroll/monthly', 'prefect.io/sensitivity': 'Restricted' },
    one,
  ],
  ['what others use', { 'prefect.io/oidc-subject': 'mina' }, one],
  ['what is not of Prefect', { 'example.com/deployment': 'x' }, one],
  ['an instance of which nothing is known', { [DEPLOYMENT]: 'dev:a/b' }, half],
  ['tags, where they may be there', { 'prefect.io/tags': 'nightly' }, half],
])('finds nothing wrong with %s', (_, annotations, known) => {
  expect(problems(annotations, known)).toEqual([]);
});

it.each<[string, Record<string, string>, KnownDeployments, string]>([
  [
    'a misspelt deployment',
    { [DEPLOYMENT]: 'production:order-etl/hourly' },
    one,
    'prefect.io/deployment names "production:order-etl/hourly", and there is no such deployment. Did you mean production:orders-etl/hourly?',
  ],
  [
    'one that is not there, whatever is known of other instances',
    { [DEPLOYMENT]: 'production:gone/gone' },
    half,
    'prefect.io/deployment names "production:gone/gone", and there is no such deployment.',
  ],
  [
    'a flow where a deployment is meant',
    { [DEPLOYMENT]: 'orders-etl' },
    one,
    'prefect.io/deployment names "orders-etl", and there is no such deployment. A deployment is written <instance>:<flow>/<deployment>. Did you mean orders-etl/hourly?',
  ],
  [
    'a name without its instance, where there are several',
    { [DEPLOYMENT]: 'orders-etl/hourly' },
    two,
    'prefect.io/deployment names "orders-etl/hourly" without an instance. Write one of production: dev: before it. Did you mean production:orders-etl/hourly?',
  ],
  [
    'a flow that is not there',
    { 'prefect.io/flow': 'orders-elt' },
    one,
    'prefect.io/flow names "orders-elt", and there is no such flow with a deployment. Did you mean orders-etl?',
  ],
  [
    'tags that nothing has',
    { 'prefect.io/tags': 'order' },
    one,
    'prefect.io/tags asks for "order", and no deployment has all of these tags. Did you mean orders?',
  ],
  [
    'an instance that is none',
    { 'prefect.io/instance': 'prod' },
    two,
    'prefect.io/instance names "prod", which is no instance. There is production, dev. Did you mean production?',
  ],
  [
    'nothing at all',
    { [DEPLOYMENT]: ' , ' },
    one,
    'prefect.io/deployment is empty and says nothing.',
  ],
  [
    'a sensitivity that is none',
    { 'prefect.io/sensitivity': 'restrictd' },
    one,
    'prefect.io/sensitivity is "restrictd", which is not known and so hides like restricted. Did you mean restricted?',
  ],
  [
    'an annotation that is nearly ours',
    { 'prefect.io/deployments': 'x' },
    one,
    'prefect.io/deployments means nothing. Did you mean prefect.io/deployment?',
  ],
])('tells of %s', (_, annotations, known, expected) => {
  expect(problems(annotations, known)).toEqual([expected]);
});

it('never suggests what is restricted: everybody reads it', () => {
  expect(problems({ [DEPLOYMENT]: 'production:payrol/monthly' })).toEqual([
    'prefect.io/deployment names "production:payrol/monthly", and there is no such deployment.',
  ]);
});

it('tells of each item for itself', () => {
  expect(
    problems({ [DEPLOYMENT]: 'orders-etl/hourly, a/b, c/d' }).map(
      text => text.split('"')[1],
    ),
  ).toEqual(['a/b', 'c/d']);
});

it('tells that an entity which describes a deployment binds none', () => {
  const annotations = {
    [DEPLOYMENT]: 'production:orders-etl/hourly',
    'prefect.io/deployment-id': 'production:0c1e',
    'prefect.io/fingerprint': 'x',
  };

  expect(problems(annotations, one, 'prefect-deployment')).toEqual([
    expect.stringContaining('prefect.io/deployment says nothing here'),
  ]);
});
