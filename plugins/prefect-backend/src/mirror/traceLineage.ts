import type { PrefectFlowRun } from '@backstage-prefect/backstage-plugin-prefect-node';
import type { Lineage } from './rows';

/** What tracing asks for. */
export type LineageSources = {
  /** Lineage of runs that are stored and traced. */
  known(runIds: readonly string[]): Promise<Map<string, Lineage>>;
  /** The run in which each task run is; one that is not recorded yet is missing. */
  parentRunsOf(taskRunIds: readonly string[]): Promise<Map<string, string>>;
  /** Stores these runs, so that `known` finds them. */
  keepParents(runIds: readonly string[]): Promise<void>;
};

/**
 * Where runs stand: a sub-flow has no deployment of its own, so the rights of the run that
 * started it apply to it. Prefect tells a run's parent only by the task run that stands for
 * the sub-flow, and that task run may be recorded later than the sub-flow (3.8.8).
 *
 * @returns the lineage of each run that could be traced
 */
export async function traceLineage(
  runs: readonly PrefectFlowRun[],
  sources: LineageSources,
): Promise<Map<string, Lineage>> {
  const lineage = new Map<string, Lineage>();
  const children = runs.filter(run => run.parent_task_run_id);
  for (const run of runs) {
    if (!run.parent_task_run_id) lineage.set(run.id, rootLineage(run));
  }
  if (children.length === 0) return lineage;

  const before = await sources.known(children.map(run => run.id));
  const parentIds = await parentsOf(children, before, sources);
  // Parents are often read together with their children.
  const elsewhere = [...parentIds.values()].filter(id => !lineage.has(id));
  const parents = new Map([
    ...lineage,
    ...(await knownOrKept([...new Set(elsewhere)], sources)),
  ]);
  for (const run of children) {
    const parentId = parentIds.get(run.id);
    const traced =
      parentId === undefined
        ? undefined
        : lineageUnder(run, parentId, parents.get(parentId));
    // A parent that Prefect has deleted governs as it did.
    const settled = traced ?? before.get(run.id);
    if (settled) lineage.set(run.id, settled);
  }
  return lineage;
}

function rootLineage(run: PrefectFlowRun): Lineage {
  return {
    parentRunId: null,
    governingDeploymentId: run.deployment_id ?? null,
  };
}

/** A run with a deployment of its own is governed by it, whatever its parent is. */
function lineageUnder(
  run: PrefectFlowRun,
  parentRunId: string,
  parent: Lineage | undefined,
): Lineage | undefined {
  if (run.deployment_id) {
    return { parentRunId, governingDeploymentId: run.deployment_id };
  }
  return (
    parent && {
      parentRunId,
      governingDeploymentId: parent.governingDeploymentId,
    }
  );
}

/** The parent of each child by the child's id; a run's parent never changes. */
async function parentsOf(
  children: readonly PrefectFlowRun[],
  before: ReadonlyMap<string, Lineage>,
  sources: LineageSources,
): Promise<Map<string, string>> {
  const parents = new Map<string, string>();
  const unknown = new Map<string, string>();
  for (const { id, parent_task_run_id: taskRunId } of children) {
    const parentId = before.get(id)?.parentRunId;
    if (parentId) parents.set(id, parentId);
    else if (taskRunId) unknown.set(id, taskRunId);
  }
  if (unknown.size === 0) return parents;
  const byTask = await sources.parentRunsOf([...new Set(unknown.values())]);
  for (const [id, taskRunId] of unknown) {
    const parentId = byTask.get(taskRunId);
    if (parentId) parents.set(id, parentId);
  }
  return parents;
}

async function knownOrKept(
  ids: readonly string[],
  sources: LineageSources,
): Promise<Map<string, Lineage>> {
  const known = await sources.known(ids);
  const missing = ids.filter(id => !known.has(id));
  if (missing.length === 0) return known;
  await sources.keepParents(missing);
  return sources.known(ids);
}
