import type { Knex } from 'knex';
import type { Instances } from '../instances';
import type { Resource } from './Access';
import type { AccessFacts } from '@backstage-prefect/policies';

/** Deployments in one query; well below the bind variables that SQLite and Postgres take. */
const CHUNK = 500;

type FactRow = { instance: string; deployment_id: string; fact: string | null };

/**
 * The facts about each resource, by position; undefined for what is not known: an instance
 * that is not configured, or a deployment whose place in the catalog is not settled.
 */
export async function readFacts(
  parts: { db: Knex; instances: Pick<Instances, 'find'> },
  on: readonly Resource[],
): Promise<Array<AccessFacts | undefined>> {
  const ids = [...new Set(on.flatMap(resource => resource.deployment ?? []))];
  // First: what is settled by now has the facts below by now, so none is missed.
  const bound = await readRows(parts.db, ids, [
    'bound_deployments',
    'source_location',
  ]);
  const [owners, tags, sensitivity] = await Promise.all([
    readRows(parts.db, ids, ['deployment_owners', 'owner_ref']),
    readRows(parts.db, ids, ['deployment_tags', 'tag']),
    readRows(parts.db, ids, ['deployment_sensitivity', 'sensitivity']),
  ]);
  return on.map(({ instance, deployment }) => {
    const configured = parts.instances.find(instance);
    if (!configured) {
      return undefined;
    }
    const key = keyOf(instance, deployment ?? '');
    if (deployment !== undefined && !bound.has(key)) {
      return undefined;
    }
    return {
      instance,
      environment: configured.environment,
      owners: owners.get(key) ?? [],
      tags: tags.get(key) ?? [],
      sensitivity: sensitivity.get(key)?.[0] ?? 'normal',
    };
  });
}

async function readRows(
  db: Knex,
  ids: readonly string[],
  [table, column]: readonly [table: string, column: string],
): Promise<Map<string, string[]>> {
  const facts = new Map<string, string[]>();
  for (let from = 0; from < ids.length; from += CHUNK) {
    const rows = await db<FactRow>(table)
      .select('instance', 'deployment_id', { fact: column })
      .whereIn('deployment_id', ids.slice(from, from + CHUNK));
    for (const row of rows) {
      const key = keyOf(row.instance, row.deployment_id);
      const known = facts.get(key) ?? [];
      facts.set(key, row.fact === null ? known : [...known, row.fact]);
    }
  }
  return facts;
}

function keyOf(instance: string, deployment: string): string {
  return `${instance}:${deployment}`;
}
