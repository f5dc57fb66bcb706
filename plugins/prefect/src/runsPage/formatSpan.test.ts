import { formatSpan } from './formatSpan';

/** A time of the reader's zone, whichever that is. */
const at = (...parts: [number, number, number, number?, number?, number?]) =>
  new Date(...parts).toISOString();

const now = new Date(2026, 10, 24, 22, 6);

it.each([
  {
    of: 'a part of a day',
    span: [at(2026, 10, 24, 9, 30), at(2026, 10, 24, 11)],
    is: '24 Nov, 09:30–11:00',
  },
  {
    of: 'a part of two days',
    span: [at(2026, 10, 23, 18), at(2026, 10, 24)],
    is: '23 Nov, 18:00–24 Nov, 00:00',
  },
  {
    of: 'less than five minutes',
    span: [at(2026, 10, 24, 9, 30), at(2026, 10, 24, 9, 34, 59)],
    is: '24 Nov, 09:30:00–09:34:59',
  },
  {
    of: 'another year',
    span: [at(2025, 10, 24, 9), at(2025, 10, 24, 10)],
    is: '24 Nov 2025, 09:00–10:00',
  },
  {
    of: 'a whole day',
    span: [at(2026, 10, 23), at(2026, 10, 24)],
    is: '23 Nov',
  },
  {
    of: 'whole days',
    span: [at(2026, 10, 23), at(2026, 10, 26)],
    is: '23–25 Nov',
  },
  {
    of: 'a midnight alone',
    span: [at(2026, 10, 24), at(2026, 10, 24)],
    is: '24 Nov, 00:00:00',
  },
])('tells $of', ({ span: [since, until], is }) => {
  expect(
    // The blanks are the runtime's choice.
    formatSpan({ since, until }, now, 'en-GB').replace(/\s*–\s*/, '–'),
  ).toBe(is);
});
