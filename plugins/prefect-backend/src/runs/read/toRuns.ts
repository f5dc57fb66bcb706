import type { Run } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { DeploymentScope } from '../../access';
import type { Ownership } from '../../bindings';
import type { RunsDeps } from '../RunsDeps';
import { parseJson } from './json';
import { ownershipByDeployment, NOBODYS, keyOf } from './ownership';
import type { RunRow } from './RunRow';
import { startedBy } from './startedBy';
import { toState } from './toState';
import { visibleRuns } from './visibleRuns';

/** A run whose sub-flow another run is. */
type Parent = { readonly id: string; readonly name: string };

/** Rows as the contract shows them, with whose they are and whose sub-flows; two queries for all. */
export async function toRuns(
  deps: RunsDeps,
  scope: DeploymentScope,
  rows: readonly RunRow[],
): Promise<Run[]> {
  const [ownerships, parents] = await Promise.all([
    ownershipByDeployment(
      deps,
      rows.flatMap(({ instance, governing_deployment_id: id }) =>
        id ? [{ instance, id }] : [],
      ),
    ),
    parentsOf(deps, scope, rows),
  ]);
  return rows.map(row =>
    toRun(deps, row, {
      ownership: row.governing_deployment_id
        ? ownerships.get(keyOf(row.instance, row.governing_deployment_id))
        : undefined,
      parent: row.parent_run_id
        ? parents.get(keyOf(row.instance, row.parent_run_id))
        : undefined,
    }),
  );
}

type Surroundings = {
  readonly ownership: Ownership | undefined;
  readonly parent: Parent | undefined;
};

function toRun(
  { instances }: RunsDeps,
  row: RunRow,
  { ownership = NOBODYS, parent }: Surroundings,
): Run {
  return {
    instance: row.instance,
    environment: instances.find(row.instance)?.environment ?? '',
    id: row.id,
    name: row.name,
    flowId: row.flow_id,
    flowName: row.flow_name,
    deployment: deploymentOf(row),
    owners: [...ownership.owners],
    bindings: [...ownership.bindings],
    sensitivity: ownership.sensitivity,
    state: toState(row),
    expectedStart: expectedStart(row),
    start: row.start_time,
    end: row.end_time,
    durationMs: row.start_time ? Number(row.run_time_ms) : null,
    latenessMs: row.lateness_ms === null ? null : Number(row.lateness_ms),
    tags: parseJson<string[]>(row.tags, []),
    runCount: row.run_count,
    startedBy: startedBy(row, parent),
    parent: parent ?? null,
  };
}

function deploymentOf(row: RunRow): Run['deployment'] {
  return row.deployment_id && row.deployment_title
    ? {
        instance: row.instance,
        id: row.deployment_id,
        title: row.deployment_title,
      }
    : null;
}

/** Rescheduling moves only `next_scheduled_start`. */
function expectedStart(row: RunRow): string | null {
  return row.state_type === 'SCHEDULED'
    ? row.next_scheduled_start ?? row.expected_start
    : row.expected_start;
}

/** A parent may be restricted where its child is not. */
async function parentsOf(
  { db }: RunsDeps,
  scope: DeploymentScope,
  rows: readonly RunRow[],
): Promise<Map<string, Parent>> {
  const ids = new Set(rows.flatMap(row => row.parent_run_id ?? []));
  if (ids.size === 0) return new Map();
  const parents: Array<Parent & { instance: string }> = await visibleRuns(
    db,
    scope,
  )
    .whereIn('r.id', [...ids])
    .select('r.instance', 'r.id', 'r.name');
  return new Map(
    parents.map(({ instance, id, name }) => [
      keyOf(instance, id),
      { id, name },
    ]),
  );
}
