import fc from 'fast-check';
import { loadOf } from './loadOf';

const hours = { since: 0, until: 40, count: 4 };

describe('loadOf', () => {
  it.each([
    ['nothing', [], [0, 0, 0, 0]],
    ['one run inside of a bucket', [[12, 15]], [0, 1, 0, 0]],
    ['one run over several', [[5, 25]], [1, 1, 1, 0]],
    ['one that runs all the time', [[-9, 99]], [1, 1, 1, 1]],
    [
      'one before and one behind',
      [
        [-9, -1],
        [40, 50],
      ],
      [0, 0, 0, 0],
    ],
    [
      'two at once',
      [
        [11, 16],
        [14, 19],
      ],
      [0, 2, 0, 0],
    ],
    [
      'two after another',
      [
        [11, 14],
        [14, 19],
      ],
      [0, 1, 0, 0],
    ],
    [
      'two that meet in one bucket only',
      [
        [0, 25],
        [22, 39],
      ],
      [1, 1, 2, 1],
    ],
  ])('of %s', (_, spans, expected) => {
    expect(
      loadOf(
        spans.map(([start, end]) => ({ start, end })),
        hours,
      ),
    ).toEqual(expected);
  });

  it('is what counting at every start tells', () => {
    const span = fc
      .tuple(fc.integer({ min: -50, max: 90 }), fc.integer({ min: 1, max: 60 }))
      .map(([start, length]) => ({ start, end: start + length }));
    fc.assert(
      fc.property(fc.array(span), spans => {
        const at = (time: number) =>
          spans.filter(({ start, end }) => start <= time && time < end).length;
        const expected = [0, 10, 20, 30].map(begin =>
          Math.max(...Array.from({ length: 10 }, (_, i) => at(begin + i))),
        );
        expect(loadOf(spans, hours)).toEqual(expected);
      }),
    );
  });
});
