import { formatMoment, readersZone, zoneOf } from './moments';

const now = new Date('2026-11-24T21:00:00Z');
const told = (time: string, zone: string) =>
  formatMoment(new Date(time), { now, zone });

it.each([
  ['2026-11-24T22:05:00Z', 'Europe/Berlin', /^11:05\sPM$/],
  ['2026-11-24T23:05:00Z', 'Europe/Berlin', /Wed.*25.*12:05/],
  ['2026-11-24T23:05:00Z', 'America/New_York', /^06:05\sPM$/],
  ['2026-11-24T22:05:30Z', 'UTC', /^10:05:30\sPM$/],
])('tells %s in %s', (time, zone, expected) => {
  expect(told(time, zone)).toMatch(expected);
});

it.each([
  ['mine', 'Asia/Tokyo', readersZone()],
  ['schedule', 'Asia/Tokyo', 'Asia/Tokyo'],
  ['schedule', null, 'UTC'],
  ['utc', 'Asia/Tokyo', 'UTC'],
] as const)(
  'takes for "%s" and a schedule in %s: %s',
  (choice, zone, expected) => {
    expect(zoneOf(choice, zone)).toBe(expected);
  },
);
