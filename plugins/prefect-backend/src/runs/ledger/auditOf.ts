import type { Knex } from 'knex';
import { applyScope, type DeploymentScope, type Principal } from '../../access';
import type { Within } from '../../ledger';
import type { LedgerDeps } from './LedgerDeps';

/** What of the ledger somebody may read. */
export type Audit = {
  readonly reach: 'everything' | 'some' | 'nothing';
  /** Why it is not everything; undefined when it is. */
  readonly sentence: string | undefined;
  /** Narrows a list to it; undefined when nothing has to be left out. */
  readonly within: Within | undefined;
};

/** Entries of so few deployments are looked up; of more, a walk from the newest meets enough. */
const FEW = 100;

type Place = readonly [instance: string, deployment: string];

/**
 * An entry follows its deployment. Of one that is gone or not settled in the catalog, and of
 * runs without one, it follows the instance; what is about neither, or about an instance that
 * is not configured any more, is for who may audit every instance.
 */
export async function auditOf(deps: LedgerDeps, by: Principal): Promise<Audit> {
  const configured = deps.instances.list().map(({ id }) => id);
  const [scope, decisions] = await Promise.all([
    deps.access.scopeOf(by, 'audit'),
    deps.access.decideMany(
      by,
      'audit',
      configured.map(instance => ({ instance, deployment: undefined })),
    ),
  ]);
  const instances = configured.filter((_, index) => decisions[index].allowed);
  const [places, all] = await Promise.all([
    placesIn(deps.db, scope),
    countDeployments(deps.db, configured),
  ]);
  const isOfAll = instances.length === configured.length;
  if (isOfAll && places.length === all) {
    return { reach: 'everything', sentence: undefined, within: undefined };
  }
  const parts = [
    ...(places.length > 0 ? [ofDeployments(places, scope)] : []),
    ...(instances.length > 0 ? [ofInstances(instances)] : []),
    ...(isOfAll ? [ofTheRest(configured)] : []),
  ];
  return {
    reach: places.length + instances.length > 0 ? 'some' : 'nothing',
    sentence: sentenceFor(places.length, instances),
    within: anyOf(parts),
  };
}

/** One alone stays as it is: no index serves what stands within an OR on SQLite. */
function anyOf(parts: readonly Within[]): Within {
  const [only, ...others] = parts;
  if (only && others.length === 0) return only;
  return entries => {
    entries.whereRaw('1 = 0');
    for (const part of parts) entries.orWhere(inner => part(inner));
  };
}

async function placesIn(db: Knex, scope: DeploymentScope): Promise<Place[]> {
  const rows: Array<{ instance: string; deployment_id: string }> =
    await applyScope(
      db('bound_deployments as b').select('b.instance', 'b.deployment_id'),
      scope,
      { instance: 'b.instance', deployment: 'b.deployment_id' },
    );
  return rows.map(row => [row.instance, row.deployment_id]);
}

async function countDeployments(
  db: Knex,
  instances: readonly string[],
): Promise<number> {
  const row = await db('bound_deployments')
    .whereIn('instance', [...instances])
    .count({ count: '*' })
    .first();
  return Number(row?.count);
}

function ofDeployments(
  places: readonly Place[],
  scope: DeploymentScope,
): Within {
  const columns = {
    instance: 'ledger_entries.instance',
    deployment: 'ledger_entries.deployment',
  };
  return entries => {
    if (places.length > FEW) {
      applyScope(entries, scope, columns);
    } else {
      entries
        .whereIn(
          [columns.instance, columns.deployment],
          places.map(place => [...place]),
        )
        // Said for SQLite: the index has only what has a deployment.
        .whereNotNull(columns.deployment);
    }
  };
}

/** Of runs without a deployment, and of deployments of which nothing is known. */
function ofInstances(instances: readonly string[]): Within {
  return entries => {
    entries
      .whereIn('ledger_entries.instance', [...instances])
      .whereNotExists(bound =>
        bound
          .select('b.instance')
          .from({ b: 'bound_deployments' })
          .whereRaw('b.instance = ledger_entries.instance')
          .whereRaw('b.deployment_id = ledger_entries.deployment'),
      );
  };
}

function ofTheRest(configured: readonly string[]): Within {
  return entries => {
    entries
      .whereNull('ledger_entries.instance')
      .orWhereNotIn('ledger_entries.instance', [...configured]);
  };
}

function sentenceFor(
  deployments: number,
  instances: readonly string[],
): string {
  if (deployments === 0 && instances.length === 0) {
    return 'You may not read what the ledger has about any deployment: no policy lets you audit one. Whoever owns a deployment usually may; ask whoever runs the portal.';
  }
  const what = [
    ...(deployments > 0
      ? [deployments === 1 ? '1 deployment' : `${deployments} deployments`]
      : []),
    ...(instances.length > 0
      ? [
          `the instance${instances.length > 1 ? 's' : ''} ${instances.join(
            ', ',
          )}`,
        ]
      : []),
  ].join(' and ');
  return `You see what the ledger has about ${what}. The rest is not yours to audit.`;
}
