/** How the mirror is kept. */
export type MirrorSettings = {
  /** Days that ended runs are kept. */
  readonly retentionDays: number;
  /** Days of runs that are read when an instance is first seen. */
  readonly seedDays: number;
  /** Runs of one deployment that are kept; the oldest ended ones go first. */
  readonly maxRunsPerDeployment: number;
  /** Seconds between two comparisons with Prefect. */
  readonly reconcileSeconds: number;
};
