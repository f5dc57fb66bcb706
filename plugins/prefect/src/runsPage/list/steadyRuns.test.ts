import type { Run } from '@backstage-prefect/backstage-plugin-prefect-common';
import fc from 'fast-check';
import { anId, aRun, aState } from '../../testing';
import { keyOf, steadyRuns } from './steadyRuns';

const completed = (number: number) => aRun({ id: anId(number) });
const running = (number: number) =>
  aRun({ id: anId(number), state: aState('RUNNING') });
const keys = (runs: readonly Run[]) => runs.map(keyOf);

/** Newest first, as the portal lists them. */
const page = (...numbers: number[]) => numbers.map(completed);

it('changes a row in place', () => {
  const { rows, fresh, lost } = steadyRuns(
    [completed(3), running(2), completed(1)],
    page(3, 2, 1),
  );
  expect(rows.map(({ state }) => state.type)).toEqual(
    Array(3).fill('COMPLETED'),
  );
  expect([fresh, lost]).toEqual([[], []]);
});

it('leaves a row where it is though it is sorted elsewhere now', () => {
  const { rows, fresh } = steadyRuns(page(3, 2, 1), page(1, 3, 2));
  expect(keys(rows)).toEqual(keys(page(3, 2, 1)));
  expect(fresh).toEqual([]);
});

it('lets new runs wait', () => {
  const { rows, fresh } = steadyRuns(page(3, 2, 1), page(5, 4, 3, 2, 1));
  expect(keys(rows)).toEqual(keys(page(3, 2, 1)));
  expect(keys(fresh)).toEqual(keys(page(5, 4)));
});

it('adds older runs that slid in at the end', () => {
  const { rows, fresh } = steadyRuns(page(4, 3, 2), page(4, 2, 1));
  expect(keys(rows)).toEqual(keys(page(4, 3, 2, 1)));
  expect(fresh).toEqual([]);
});

it('lets all wait where nothing tells which are older', () => {
  const { rows, fresh } = steadyRuns(page(2, 1), page(4, 3));
  expect(keys(rows)).toEqual(keys(page(2, 1)));
  expect(keys(fresh)).toEqual(keys(page(4, 3)));
});

describe('loses sight of', () => {
  it('a row that left the filter or was deleted', () => {
    const { lost } = steadyRuns(page(3, 2, 1), page(3, 1));
    expect(keys(lost)).toEqual(keys(page(2)));
  });

  it('a live row that was pushed to the next page', () => {
    const { lost } = steadyRuns([completed(2), running(1)], page(3, 2));
    expect(keys(lost)).toEqual(keys(page(1)));
  });

  it('no row that was over when it was pushed there: nothing happens to it', () => {
    expect(steadyRuns(page(2, 1), page(3, 2)).lost).toEqual([]);
  });
});

it('never moves a row, shows none twice, and forgets none', () => {
  const runs = fc.uniqueArray(fc.integer({ min: 1, max: 30 })).chain(numbers =>
    fc
      .array(fc.boolean(), {
        minLength: numbers.length,
        maxLength: numbers.length,
      })
      .map(live =>
        numbers.map((number, index) =>
          live[index] ? running(number) : completed(number),
        ),
      ),
  );
  fc.assert(
    fc.property(runs, runs, (shown, fetched) => {
      const { rows, fresh, lost } = steadyRuns(shown, fetched);
      const all = keys([...rows, ...fresh]);
      expect(keys(rows).slice(0, shown.length)).toEqual(keys(shown));
      expect(new Set(all).size).toBe(all.length);
      expect(new Set(all)).toEqual(new Set(keys([...shown, ...fetched])));
      const told = new Set(keys(fetched));
      expect(keys(lost).some(key => told.has(key))).toBe(false);
      const current = rows.filter(run => told.has(keyOf(run)));
      expect(current.every(run => fetched.includes(run))).toBe(true);
    }),
  );
});
