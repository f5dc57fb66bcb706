import type { DeploymentSchedule } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Knex } from 'knex';
import type { Key } from '../../mirror';
import { groupBy } from './groupBy';
import { keyOf } from './ownership';

/** Schedules of one deployment. */
export type Schedules = readonly DeploymentSchedule[];

type Row = Omit<DeploymentSchedule, 'active'> & {
  instance: string;
  deployment_id: string;
  active: boolean | number;
};

/** The schedules of each deployment by {@link keyOf}; one query for all. */
export async function schedulesByDeployment(
  db: Knex,
  keys: readonly Key[],
): Promise<Map<string, Schedules>> {
  const rows: Row[] = await db('schedules')
    .whereIn(
      'deployment_id',
      keys.map(key => key.id),
    )
    .orderBy('id')
    .select(
      'instance',
      'deployment_id',
      'id',
      'active',
      'kind',
      'expression',
      'timezone',
      'anchor',
    );
  const byDeployment = groupBy(rows, row =>
    keyOf(row.instance, row.deployment_id),
  );
  return new Map(
    [...byDeployment].map(([key, own]) => [key, own.map(toSchedule)]),
  );
}

function toSchedule({
  id,
  active,
  kind,
  expression,
  timezone,
  anchor,
}: Row): DeploymentSchedule {
  return { id, active: Boolean(active), kind, expression, timezone, anchor };
}
