import type { ScheduledDeployment } from '@backstage-prefect/backstage-plugin-prefect-common';

/** What one team owns; what belongs to nobody has no owner. */
export type Team = {
  readonly owner: string | undefined;
  readonly deployments: readonly ScheduledDeployment[];
};

/** Deployments by their first owner, as the portal API orders them. */
export function groupByTeam(
  deployments: readonly ScheduledDeployment[],
): Team[] {
  const teams = new Map<string | undefined, ScheduledDeployment[]>();
  for (const deployment of deployments) {
    const owner = deployment.owners.toSorted()[0];
    const own = teams.get(owner);
    if (own) own.push(deployment);
    else teams.set(owner, [deployment]);
  }
  return [...teams].map(([owner, own]) => ({ owner, deployments: own }));
}
