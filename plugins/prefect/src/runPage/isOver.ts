import type { StateType } from '@backstage-prefect/backstage-plugin-prefect-common';

const OVER: readonly StateType[] = [
  'COMPLETED',
  'FAILED',
  'CRASHED',
  'CANCELLED',
];

/** Whether a run or task in this state is done, unless somebody tries it again. */
export const isOver = ({ type }: { type: StateType }): boolean =>
  OVER.includes(type);
