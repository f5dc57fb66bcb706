import fc from 'fast-check';
import { Sketch } from './Sketch';

const sketchOf = (values: readonly number[]) => {
  const sketch = new Sketch();
  values.forEach(value => sketch.add(value));
  return sketch;
};

const milliseconds = fc.integer({ min: 0, max: 10 * 86_400_000 });
const some = fc.array(milliseconds, { minLength: 1, maxLength: 200 });

const nearestRank = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[
    Math.max(0, Math.ceil(share * values.length) - 1)
  ];

it.each([0.5, 0.95, 0, 1])('gives percentile %d within half a percent', share =>
  fc.assert(
    fc.property(some, values => {
      const exact = nearestRank(values, share);
      const told = sketchOf(values).quantile(share) ?? NaN;
      expect(Math.abs(told - exact)).toBeLessThanOrEqual(exact * 0.005);
    }),
  ),
);

it('keeps values exactly that people give', () => {
  const sketch = sketchOf([4_000, 8_000, 90_000, 3_600_000, 42]);
  expect(sketch.toPairs()).toEqual([
    ...[42, 1, 4_000, 1, 8_000, 1, 90_000, 1, 3_600_000, 1],
  ]);
});

it('takes the middle between two', () => {
  expect(sketchOf([4_000, 8_000]).median()).toBe(6_000);
  expect(sketchOf([4_000, 5_000, 8_000]).median()).toBe(5_000);
  expect(sketchOf([]).median()).toBeNull();
  expect(sketchOf([]).quantile(0.95)).toBeNull();
});

it('is the same whether merged or added one by one', () =>
  fc.assert(
    fc.property(some, some, (one, other) => {
      const merged = sketchOf(one);
      merged.merge(Sketch.from(sketchOf(other).toPairs()));
      expect(merged.toPairs()).toEqual(sketchOf([...one, ...other]).toPairs());
      expect(merged.total).toBe(one.length + other.length);
    }),
  ));

it('gives back what was added', () =>
  fc.assert(
    fc.property(some, some, (kept, taken) => {
      const sketch = sketchOf([...kept, ...taken]);
      taken.forEach(value => sketch.add(value, -1));
      expect(sketch.toPairs()).toEqual(sketchOf(kept).toPairs());
    }),
  ));
