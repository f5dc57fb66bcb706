import type { StateType } from '@backstage-prefect/backstage-plugin-prefect-common';
import { hasOwnName, lookOf } from './stateLook';
import { kitMessages } from './messages';

const state = (type: StateType, name: string) => ({ type, name });

/** What Prefect 3.8.8 calls its states, and what we say. */
const PREFECTS: [StateType, string, string, string][] = [
  ['SCHEDULED', 'Scheduled', 'Scheduled', 'neutral'],
  ['SCHEDULED', 'Late', 'Late', 'warning'],
  ['SCHEDULED', 'AwaitingRetry', 'Waits for retry', 'neutral'],
  ['SCHEDULED', 'AwaitingConcurrencySlot', 'Waits for a slot', 'neutral'],
  ['PENDING', 'Pending', 'Starting', 'neutral'],
  ['RUNNING', 'Running', 'Running', 'info'],
  ['RUNNING', 'Retrying', 'Retrying', 'info'],
  ['PAUSED', 'Paused', 'Paused', 'neutral'],
  ['PAUSED', 'Suspended', 'Suspended', 'neutral'],
  ['CANCELLING', 'Cancelling', 'Cancelling', 'neutral'],
  ['CANCELLED', 'Cancelled', 'Cancelled', 'neutral'],
  ['COMPLETED', 'Completed', 'Completed', 'success'],
  ['COMPLETED', 'Cached', 'Cached', 'success'],
  ['FAILED', 'Failed', 'Failed', 'danger'],
  ['FAILED', 'TimedOut', 'Timed out', 'danger'],
  ['CRASHED', 'Crashed', 'Crashed', 'danger'],
];

describe('the look of a state', () => {
  it.each(PREFECTS)(
    'of %s named %s is "%s" in %s',
    (type, name, text, tone) => {
      const look = lookOf(state(type, name));

      expect([kitMessages.state[look.text], look.tone]).toEqual([text, tone]);
      expect(hasOwnName(state(type, name))).toBe(false);
    },
  );

  it('is that of its type when users invented the name', () => {
    const custom = state('COMPLETED', 'Skipped');

    expect(lookOf(custom)).toBe(lookOf(state('COMPLETED', 'Completed')));
    expect(hasOwnName(custom)).toBe(true);
  });

  it.each(['toString', 'constructor', '__proto__'])(
    'is that of its type for a state that somebody named %s',
    name => {
      expect(lookOf(state('FAILED', name))).toBe(
        lookOf(state('FAILED', 'Failed')),
      );
      expect(hasOwnName(state('FAILED', name))).toBe(true);
    },
  );

  it('tells apart what colour alone would not', () => {
    const icons = PREFECTS.map(
      ([type, name]) => lookOf(state(type, name)).Icon,
    );

    expect(new Set(icons).size).toBe(PREFECTS.length);
  });
});
