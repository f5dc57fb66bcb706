import type { LedgerItem } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { LedgerEntry, Party } from '@backstage-prefect/ledger-verify';
import type { Knex } from 'knex';
import type { Found } from '../../ledger';
import { keyOf } from '../read/ownership';

/** Acts as the contract shows them; the number of queries does not grow with them. */
export async function toLedgerItems(
  { db }: { readonly db: Knex },
  found: readonly Found[],
): Promise<LedgerItem[]> {
  const titles = await titlesOf(db, found);
  return found.map(each => toLedgerItem(each, titles));
}

function toLedgerItem(
  { entry, ended }: Found,
  titles: ReadonlyMap<string, string>,
): LedgerItem {
  const { id, at, kind, action, resource, door } = entry;
  const { instance = null, deployment = null } = resource ?? {};
  const outcome = ended?.outcome ?? entry.outcome;
  return {
    id,
    at,
    kind,
    principal: toParty(entry.principal),
    onBehalfOf: toParty(entry.onBehalfOf),
    action: action ?? null,
    instance,
    deployment,
    title:
      titleOf(entry) ??
      titles.get(keyOf(instance ?? '', deployment ?? '')) ??
      null,
    run: ended?.resource?.run ?? resource?.run ?? null,
    door: door ?? null,
    decision: toDecision(entry.decision),
    outcome: outcome
      ? {
          status: outcome.status,
          code: outcome.code ?? null,
          at: ended?.at ?? at,
        }
      : null,
  };
}

function toParty(party: Party | undefined): LedgerItem['principal'] {
  return party ? { kind: party.kind, ref: party.ref } : null;
}

function toDecision(decision: LedgerEntry['decision']): LedgerItem['decision'] {
  if (!decision) return null;
  const { allowed, policy, policies, version = null } = decision;
  const named = policies?.length ? policies : [policy].flatMap(it => it ?? []);
  return { allowed, policies: [...named], version };
}

/** As it was when it was recorded, where that was written down. */
function titleOf({ meta }: LedgerEntry): string | undefined {
  return typeof meta?.title === 'string' ? meta.title : undefined;
}

/** Of deployments that have their place in the catalog; of others nothing is told here. */
async function titlesOf(
  db: Knex,
  found: readonly Found[],
): Promise<Map<string, string>> {
  const places = new Map(
    found.flatMap(({ entry }) => {
      const { instance, deployment } = entry.resource ?? {};
      return instance && deployment && !titleOf(entry)
        ? [[keyOf(instance, deployment), [instance, deployment]] as const]
        : [];
    }),
  );
  if (places.size === 0) return new Map();
  const rows: Array<{ instance: string; id: string; title: string }> = await db(
    'deployments as d',
  )
    .join('bound_deployments as b', join =>
      join.on('b.instance', 'd.instance').andOn('b.deployment_id', 'd.id'),
    )
    .whereIn(
      ['d.instance', 'd.id'],
      [...places.values()].map(place => [...place]),
    )
    .select('d.instance', 'd.id', 'd.title');
  return new Map(rows.map(row => [keyOf(row.instance, row.id), row.title]));
}
