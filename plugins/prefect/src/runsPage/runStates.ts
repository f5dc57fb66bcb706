import type { Request } from '../api';
import { lookOf } from '../kit';

/** A state one can ask for: Prefect's types, and `LATE`. */
export type RunStateFilter = NonNullable<Request<'listRuns'>['state']>[number];

/** All states one can ask for, those somebody may have to act on first. */
export const RUN_STATES = [
  'FAILED',
  'CRASHED',
  'LATE',
  'RUNNING',
  'PENDING',
  'SCHEDULED',
  'PAUSED',
  'CANCELLING',
  'CANCELLED',
  'COMPLETED',
] as const satisfies readonly RunStateFilter[];

/** How a state one can ask for looks. */
export const lookOfFilter = (state: RunStateFilter) =>
  state === 'LATE'
    ? lookOf({ type: 'SCHEDULED', name: 'Late' })
    : lookOf({ type: state, name: '' });
