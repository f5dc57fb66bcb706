import type { RunState } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { RunRow } from './RunRow';

type StateColumns = Pick<
  RunRow,
  'state_type' | 'state_name' | 'state_timestamp' | 'state_message'
>;

/** The present state of a row. */
export function toState(row: StateColumns): RunState {
  return {
    type: row.state_type,
    name: row.state_name,
    timestamp: row.state_timestamp,
    message: row.state_message,
  };
}
