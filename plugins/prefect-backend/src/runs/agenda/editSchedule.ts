import type { ScheduleUpdate } from '@backstage-prefect/backstage-plugin-prefect-node';
import type { Principal } from '../../access';
import { InvalidRequestError } from '../InvalidRequestError';
import type { RunsDeps } from '../RunsDeps';
import type { Timing } from '../schedules';
import { changeSchedule, type ScheduleKey } from './changeSchedule';
import { previewSchedule } from './previewSchedule';

/** A schedule and when it is to fire. */
export type EditSchedule = ScheduleKey & { readonly timing: Timing };

/**
 * Changes when a schedule fires. The next deploy resets it, unless it is changed in the
 * deployment's code as well.
 *
 * @throws InvalidRequestError when it can never fire
 */
export async function editSchedule(
  deps: RunsDeps,
  by: Principal,
  { timing, ...key }: EditSchedule,
): Promise<void> {
  if (previewSchedule(deps, timing).length === 0) {
    throw new InvalidRequestError(
      'This schedule would never fire. Pause it instead, or write other times.',
    );
  }
  await changeSchedule(deps, by, key, {
    act: 'edit',
    meta: known => ({ before: { ...known.timing }, after: { ...timing } }),
    update: { schedule: toPrefect(timing) },
  });
}

function toPrefect({
  kind,
  expression,
  timezone,
  anchor,
  dayOr,
}: Timing): NonNullable<ScheduleUpdate['schedule']> {
  switch (kind) {
    case 'cron':
      return { cron: expression, timezone, day_or: dayOr ?? true };
    case 'rrule':
      return { rrule: expression, timezone: timezone ?? 'UTC' };
    case 'interval':
      return {
        // An ISO 8601 duration.
        interval: `PT${Number(expression) / 1000}S`,
        anchor_date: anchor ?? undefined,
        timezone,
      };
    default:
      return kind satisfies never;
  }
}
