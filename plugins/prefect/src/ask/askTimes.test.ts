import { askTimes, usualTime } from './askTimes';

const HOUR = 3_600;

it.each([
  ['an hour', HOUR, [900, 1_800, HOUR], HOUR],
  ['four hours', 4 * HOUR, [900, 1_800, HOUR, 4 * HOUR], HOUR],
  ['an odd time', 5_000, [900, 1_800, HOUR, 5_000], HOUR],
  ['less than any usual time', 600, [600], 600],
])(
  'of %s the usual times below it and itself are offered',
  (_, longest, times, usual) => {
    expect(askTimes(longest)).toEqual(times);
    expect(usualTime(longest)).toBe(usual);
  },
);

it('offers no more than the portal takes', () => {
  expect(askTimes(90 * 24 * HOUR).at(-1)).toBe(30 * 24 * HOUR);
});
