import type { StateType } from '@backstage-prefect/backstage-plugin-prefect-common';

/** The run has ended. Only a retry leaves such a state. */
export function isTerminal(type: StateType): boolean {
  return ['COMPLETED', 'FAILED', 'CRASHED', 'CANCELLED'].includes(type);
}
