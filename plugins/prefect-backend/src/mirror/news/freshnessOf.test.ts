import type { Instant } from '../Mirror';
import type { InstanceId } from '../../instances';
import { freshnessOf } from './freshnessOf';
import type { StoredState } from './StateStore';

const AS_OF = '2026-11-24T09:00:00.000000Z' as Instant;
const READ_AT = Date.parse('2026-11-24T09:00:15Z');

const state = (of: Partial<StoredState> = {}): StoredState => ({
  instance: 'production' as InstanceId,
  version: '3.8.8',
  isSeeded: true,
  asOf: AS_OF,
  problem: null,
  brokenForMs: undefined,
  silentForMs: 2_000,
  holder: 'a host 7',
  token: 3,
  readAt: READ_AT,
  ...of,
});

it('is current now while the holder is there and misses nothing', () => {
  expect(freshnessOf(state(), 500)).toEqual({
    state: 'current',
    asOf: '2026-11-24T09:00:15.500000Z',
  });
});

it.each([
  ['trouble', { problem: 'It is away.', brokenForMs: 9_000 }, 900],
  ['silence', { silentForMs: 9_000 }, 900],
])('is patient with a little %s', (_, of, readFor) => {
  expect(freshnessOf(state(of), readFor).state).toBe('current');
});

it.each([
  [
    'what the holder has trouble with',
    { problem: 'It is away.', brokenForMs: 9_000 },
    1_000,
    'It is away.',
  ],
  [
    'that nobody follows, whatever the last one had trouble with',
    { problem: 'It is away.', silentForMs: 9_000 },
    1_000,
    'No process of the portal follows it',
  ],
  [
    'that our own database does not answer',
    { problem: 'It is away.', brokenForMs: 60_000 },
    10_000,
    "The portal's own database does not answer.",
  ],
])('is stale after ten seconds, and tells %s', (_, of, readFor, problem) => {
  expect(freshnessOf(state(of), readFor)).toEqual({
    state: 'stale',
    asOf: AS_OF,
    problem: expect.stringContaining(problem),
  });
});

it.each([
  ['nothing is stored', undefined],
  ['the first reading has not ended', state({ isSeeded: false, asOf: null })],
])('is seeding while %s', (_, stored) => {
  expect(freshnessOf(stored, 0)).toEqual({
    state: 'seeding',
    problem: undefined,
  });
});
