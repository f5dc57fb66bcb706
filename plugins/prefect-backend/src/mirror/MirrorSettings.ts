/** How the mirror is kept. */
export type MirrorSettings = {
  /** Days that ended runs are kept. */
  readonly retentionDays: number;
  /** Days of runs that are read when an instance is first seen. */
  readonly seedDays: number;
  /** Seconds between two comparisons with Prefect. */
  readonly reconcileSeconds: number;
};
