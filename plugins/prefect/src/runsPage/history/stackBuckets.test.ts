import fc from 'fast-check';
import { aHistoryBucket } from '../../testing';
import { RUN_STATES } from '../runStates';
import { CHART_TONES, stackBuckets } from './stackBuckets';

it('sums states up by tone, trouble at the bottom', () => {
  const { stacks, highest, parts } = stackBuckets([
    aHistoryBucket({
      counts: { COMPLETED: 5, FAILED: 1, CRASHED: 2, RUNNING: 1, PAUSED: 1 },
    }),
    aHistoryBucket({ counts: { COMPLETED: 2 } }),
    aHistoryBucket({ counts: {} }),
  ]);
  expect(stacks.map(({ parts: each }) => each)).toEqual([
    [
      { tone: 'danger', count: 3 },
      { tone: 'success', count: 5 },
      { tone: 'info', count: 1 },
      { tone: 'neutral', count: 1 },
    ],
    [{ tone: 'success', count: 2 }],
    [],
  ]);
  expect(highest).toBe(10);
  expect(parts).toContainEqual({ tone: 'success', count: 7 });
});

it('draws nothing of nothing', () => {
  expect(stackBuckets([])).toEqual({ stacks: [], highest: 0, parts: [] });
});

it('loses no run, not even one in a state that is not known', () => {
  const counts = fc.dictionary(
    fc.constantFrom(...RUN_STATES, 'DREAMING'),
    fc.nat({ max: 1000 }),
  );
  fc.assert(
    fc.property(fc.array(counts), buckets => {
      const { stacks, parts } = stackBuckets(
        buckets.map(each => aHistoryBucket({ counts: each })),
      );
      const sum = (numbers: readonly number[]) =>
        numbers.reduce((total, number) => total + number, 0);
      const expected = sum(buckets.flatMap(each => Object.values(each)));
      expect(sum(stacks.map(({ total }) => total))).toBe(expected);
      expect(sum(parts.map(({ count }) => count))).toBe(expected);
      for (const { parts: each } of stacks) {
        const order = each.map(({ tone }) => CHART_TONES.indexOf(tone));
        expect(order).toEqual([...order].sort((a, b) => a - b));
      }
    }),
  );
});
