import type { StateRequest } from '@backstage-prefect/backstage-plugin-prefect-node';

type Details = NonNullable<StateRequest['state_details']>;

/** Details of a state that is asked for; what is left out is as Prefect's own client sends it. */
export function stateDetails(details: Partial<Details>): Details {
  return {
    deferred: false,
    untrackable_result: false,
    pause_reschedule: false,
    ...details,
  };
}
