import type { PrefectArtifact } from '@backstage-prefect/backstage-plugin-prefect-node';
import type { Artifact } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Principal } from '../../access';
import type { Key } from '../../mirror';
import type { RunsDeps } from '../RunsDeps';
import { findRun } from './findRun';
import { isRecord, parseJson } from './json';

const TYPES = ['markdown', 'table', 'progress', 'link', 'image'] as const;
const MOST = 1000;
const PAGE = 200;

/** Artifacts of a run and its task runs, newest first. Asked of Prefect. */
export async function listRunArtifacts(
  deps: RunsDeps,
  by: Principal,
  key: Key,
): Promise<Artifact[]> {
  const { instance, id } = await findRun(deps, by, key);
  const reader = deps.instances.reader(instance);
  const found: PrefectArtifact[] = [];
  while (found.length < MOST) {
    const page = await reader.readArtifacts({
      artifacts: { operator: 'and_', flow_run_id: { any_: [id] } },
      sort: 'CREATED_DESC',
      limit: PAGE,
      offset: found.length,
    });
    found.push(...page);
    if (page.length < PAGE) break;
  }
  return found.filter(isMeantForPeople).map(toArtifact);
}

/** Prefect keeps its own notes on stored results as artifacts: without type and key. */
function isMeantForPeople({ type }: PrefectArtifact): boolean {
  return Boolean(type) && type !== 'result';
}

function toArtifact(artifact: PrefectArtifact): Artifact {
  const type = TYPES.find(known => known === artifact.type) ?? 'other';
  return {
    id: artifact.id ?? '',
    key: artifact.key ?? null,
    type,
    description: artifact.description ?? null,
    data: type === 'table' ? rowsOf(artifact.data) : artifact.data ?? null,
    taskRunId: artifact.task_run_id ?? null,
    created: artifact.created ?? '',
    updated: artifact.updated ?? artifact.created ?? '',
  };
}

/** A table is JSON in a text: a list of rows, a row, or lists by column. */
function rowsOf(data: unknown): unknown[] {
  const table = typeof data === 'string' ? parseJson<unknown>(data, []) : data;
  if (Array.isArray(table)) return table;
  if (!isRecord(table)) return [];
  const columns = Object.entries(table);
  if (!columns.every(([, column]) => Array.isArray(column))) return [table];
  const lists = columns as [string, unknown[]][];
  const length = Math.max(0, ...lists.map(([, values]) => values.length));
  return Array.from({ length }, (_, row) =>
    Object.fromEntries(lists.map(([name, values]) => [name, values[row]])),
  );
}
