/** As much of a run's row as is counted. Databases tell booleans and bigints differently. */
export type TalliedRun = {
  readonly id: string;
  readonly deployment_id: string | null;
  readonly parent_task_run_id: string | null;
  readonly lineage_known: boolean | number;
  readonly state_type: string;
  readonly run_time_ms: number | string;
  readonly lateness_ms: number | string | null;
  readonly sort_time: string;
};

/** The columns of a {@link TalliedRun}. */
export const TALLIED_COLUMNS = [
  'id',
  'deployment_id',
  'parent_task_run_id',
  'lineage_known',
  'state_type',
  'run_time_ms',
  'lateness_ms',
  'sort_time',
] as const satisfies readonly (keyof TalliedRun)[];

/** A run as it was and as it is now; undefined where it is not there. */
export type RunChange = {
  readonly before: TalliedRun | undefined;
  readonly after: TalliedRun | undefined;
};

/** A run that counts, more often than before or less. */
export type Weighted = { readonly run: TalliedRun; readonly weight: 1 | -1 };

/** What does not count any more, and what counts now; nothing when nothing that is counted changed. */
export function* weighted(changes: readonly RunChange[]): Generator<Weighted> {
  for (const { before, after } of changes) {
    if (before && after && isSame(before, after)) continue;
    if (before) yield { run: before, weight: -1 };
    if (after) yield { run: after, weight: 1 };
  }
}

/** A run that no other run started and that lists show. */
export function isListed(run: TalliedRun): boolean {
  return run.parent_task_run_id === null && Boolean(run.lineage_known);
}

/** Where what belongs to no deployment is counted. */
export const NO_DEPLOYMENT = '';

/** Where a run is counted; undefined for a sub-flow that belongs to no deployment itself. */
export function placeOf(run: TalliedRun): string | undefined {
  return run.deployment_id ?? (isListed(run) ? NO_DEPLOYMENT : undefined);
}

/** Types of state in which a flow came to an end by itself. */
export const FINISHED = ['COMPLETED', 'FAILED', 'CRASHED'];

/** Whether its flow came to an end by itself, well or not. */
export function hasFinished({ state_type }: TalliedRun): boolean {
  return FINISHED.includes(state_type);
}

function isSame(before: TalliedRun, after: TalliedRun): boolean {
  return TALLIED_COLUMNS.every(
    column => comparable(before[column]) === comparable(after[column]),
  );
}

function comparable(value: TalliedRun[keyof TalliedRun]): string | null {
  if (value === null) return null;
  return String(typeof value === 'boolean' ? Number(value) : value);
}
