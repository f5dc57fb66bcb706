import { nearestTo } from './nearestTo';

const titles = [
  'production:orders-etl/hourly',
  'production:orders-etl/daily',
  'production:bank-reconcile/nightly',
  'dev:orders-etl/hourly',
];

it('finds what was misspelt, nearest first', () => {
  expect(nearestTo('production:order-etl/hourly', titles)).toEqual([
    'production:orders-etl/hourly',
    'production:orders-etl/daily',
  ]);
});

it('finds what was written with the wrong instance', () => {
  expect(nearestTo('prod:orders-etl/hourly', titles)).toEqual([
    'dev:orders-etl/hourly',
    'production:orders-etl/hourly',
  ]);
});

it('finds what was shortened, in any case', () => {
  expect(nearestTo('Reconcile', titles)).toEqual([
    'production:bank-reconcile/nightly',
  ]);
});

it.each(['', 'zz', 'something else entirely'])(
  'does not guess wildly: %j',
  value => {
    expect(nearestTo(value, titles)).toEqual([]);
  },
);

it('answers at once on a value of any length', () => {
  expect(nearestTo('x'.repeat(100_000), titles)).toEqual([]);
});
