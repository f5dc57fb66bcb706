import type {
  ScheduledDeployment,
  ScheduleOccurrence,
} from '@backstage-prefect/backstage-plugin-prefect-common';

/** The portal API counts no further. */
const MOST_COUNTED = 10_000;

/** An occurrence with the deployment that it is of. */
export type Due = {
  readonly deployment: ScheduledDeployment;
  readonly occurrence: ScheduleOccurrence;
};

/** What some deployments have before them, and what they missed. */
export type DueSummary = {
  readonly missed: number;
  readonly ahead: number;
  /** There are more than were counted. */
  readonly isMore: boolean;
  readonly first: Due | undefined;
};

/** All that is due, in order. */
export function inOrder(deployments: readonly ScheduledDeployment[]): Due[] {
  return deployments
    .flatMap(deployment =>
      deployment.occurrences.map(occurrence => ({ deployment, occurrence })),
    )
    .sort((a, b) => (a.occurrence.time < b.occurrence.time ? -1 : 1));
}

/** What is due from now on, and what was missed before. */
export function summaryOf(
  deployments: readonly ScheduledDeployment[],
  now: string,
): DueSummary {
  const ahead = inOrder(deployments).filter(
    ({ occurrence: { time, kind } }) => time >= now && kind !== 'missed',
  );
  const hidden = deployments.map(each => each.hidden?.count ?? 0);
  return {
    missed: deployments.reduce((sum, { missed }) => sum + missed, 0),
    ahead: hidden.reduce((sum, count) => sum + count, ahead.length),
    isMore: hidden.some(count => count >= MOST_COUNTED),
    first: ahead[0],
  };
}
