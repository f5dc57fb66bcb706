import { InvalidRequestError } from '../InvalidRequestError';
import { occurrencesOf, ScheduleError, type Timing } from '../schedules';
import { instantAt } from '../read/instant';
import type { RunsDeps } from '../RunsDeps';

const SHOWN = 5;
/** Every fourth year is far enough. */
const AHEAD_MS = 9 * 366 * 86_400_000;
const SHORTEST_INTERVAL_MS = 1_000;

/**
 * When a schedule would fire next; nothing is asked of Prefect.
 *
 * @throws InvalidRequestError when Prefect would refuse it, or make no runs for it
 */
export function previewSchedule(
  { clock }: Pick<RunsDeps, 'clock'>,
  timing: Timing,
): string[] {
  if (timing.kind === 'interval') assertInterval(timing);
  const now = clock();
  try {
    const { times } = occurrencesOf(timing, {
      from: now,
      until: now + AHEAD_MS,
      limit: SHOWN,
    });
    return times.map(instantAt);
  } catch (error) {
    if (error instanceof ScheduleError) {
      throw new InvalidRequestError(error.message);
    }
    throw error;
  }
}

function assertInterval({ expression, anchor }: Timing): void {
  const everyMs = /^\d{1,15}$/.test(expression) ? Number(expression) : 0;
  if (everyMs < SHORTEST_INTERVAL_MS) {
    throw new InvalidRequestError(
      'An interval is a number of milliseconds, at least 1000.',
    );
  }
  if (anchor === null) {
    throw new InvalidRequestError(
      'An interval needs an anchor: the moment that it is counted from.',
    );
  }
}
