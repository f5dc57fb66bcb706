import { instantOf } from '../instant';
import type { Freshness } from '../Mirror';
import type { StoredState } from './StateStore';

/** How long something may be missed before we say so. */
const PATIENCE_MS = 10_000;

/** What is stored is read every second; when it was not for so long, that is the cause. */
const UNREAD_MS = 5_000;

const NOBODY_FOLLOWS =
  'No process of the portal follows it at the moment. Another takes over by itself.';
const NO_DATABASE = "The portal's own database does not answer.";

/**
 * How far the mirror can be trusted, from what its holder stored last and how long ago that
 * was read, in milliseconds.
 */
export function freshnessOf(
  state: StoredState | undefined,
  readForMs: number,
): Freshness {
  const problem = problemOf(state, readForMs);
  if (!state?.isSeeded || state.asOf === null) {
    return { state: 'seeding', problem };
  }
  return problem === undefined
    ? {
        state: 'current',
        asOf: instantOf(new Date(state.readAt + readForMs)),
      }
    : { state: 'stale', asOf: state.asOf, problem };
}

/** What is wrong for longer than we are patient. */
function problemOf(
  state: StoredState | undefined,
  readForMs: number,
): string | undefined {
  const { silentForMs = 0, brokenForMs, problem } = state ?? {};
  const isSilent = silentForMs + readForMs >= PATIENCE_MS;
  const isBroken =
    brokenForMs !== undefined && brokenForMs + readForMs >= PATIENCE_MS;
  if (!isSilent && !isBroken) return undefined;
  if (readForMs >= UNREAD_MS) return NO_DATABASE;
  return isSilent ? NOBODY_FOLLOWS : problem ?? NOBODY_FOLLOWS;
}
