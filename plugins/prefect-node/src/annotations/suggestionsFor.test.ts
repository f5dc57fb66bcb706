import type { NamedDeployment } from './DeploymentIndex';
import { suggestionsFor } from './suggestionsFor';

const deployment = (
  title: string,
  facts: Partial<NamedDeployment> = {},
): NamedDeployment => ({
  instance: 'production',
  flow: title.split('/')[0],
  title,
  tags: [],
  ...facts,
});

const deployments = [
  deployment('orders-etl/hourly', { tags: ['orders', 'nightly'] }),
  deployment('bank-reconcile/nightly'),
];

it.each([
  ['prefect.io/deployment', 'order-etl/hourly', ['orders-etl/hourly']],
  [
    'prefect.io/deployment',
    'prod:orders-etl/hourly',
    ['production:orders-etl/hourly'],
  ],
  ['prefect.io/flow', 'bank-reconsile', ['bank-reconcile']],
  ['prefect.io/flow', 'production:orders-etk', ['production:orders-etl']],
  ['prefect.io/tags', 'nightly, order', ['orders']],
  ['prefect.io/tags', 'nightly, orders', []],
  ['prefect.io/instance', 'prodution', ['production']],
  ['example.com/else', 'orders', []],
])('%s: %s, did you mean %j?', (annotation, value, expected) => {
  expect(
    suggestionsFor(
      { annotation, value },
      { instances: ['production'], deployments },
    ),
  ).toEqual(expected);
});

it('says the instance where a name without one means none', () => {
  expect(
    suggestionsFor(
      { annotation: 'prefect.io/deployment', value: 'orders-etl/hourly' },
      { instances: ['production', 'dev'], deployments },
    ),
  ).toEqual(['production:orders-etl/hourly']);
});
