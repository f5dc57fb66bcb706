import type { DeploymentSchedule } from '@backstage-prefect/backstage-plugin-prefect-common';

/** When a deployment makes runs by itself, as the mirror keeps it. */
export type Timing = {
  readonly kind: DeploymentSchedule['kind'];
  /** Cron or rrule text; milliseconds of an interval. */
  readonly expression: string;
  /** IANA zone; UTC when absent. */
  readonly timezone: string | null;
  /** RFC 3339; what an interval is counted from. */
  readonly anchor: string | null;
  /** Of a cron expression: a day need only fit the month or the week. Default: true. */
  readonly dayOr: boolean | null;
};
