import type {
  DeploymentHealth,
  EntityAutomation,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type { DeploymentScope, Principal } from '../../access';
import { toEntityRef, type EntityRef } from '../../bindings';
import type { RunsDeps } from '../RunsDeps';
import { withFacts } from './deploymentFacts';
import { keyOf } from './ownership';
import { suggestionsOf } from './suggestionsOf';
import { toDeployments, type DeploymentFactsRow } from './toDeployments';
import { visibleDeployments } from './visibleRuns';

/** An entity whose automation is asked for. */
export type GetEntityAutomation = {
  readonly entity: string;
  /** Window of the statistics. */
  readonly days: number;
};

/** Who needs somebody comes first. */
const URGENCY: readonly DeploymentHealth[] = [
  'failing',
  'waiting',
  'late',
  'paused',
  'idle',
  'healthy',
];

/** The deployments that are bound to an entity, and those that only claim to be. */
export async function getEntityAutomation(
  deps: RunsDeps,
  by: Principal,
  { entity: ref, days }: GetEntityAutomation,
): Promise<EntityAutomation> {
  const entity = toEntityRef(ref);
  const scope = await deps.access.viewScope(by);
  const [rows, unmatched] = await Promise.all([
    boundRows(deps, scope, entity),
    suggestionsOf(deps, scope, await deps.bindings.unmatchedOf(entity)),
  ]);
  const trusted = new Set(
    rows.filter(row => row.trusted).map(row => keyOf(row.instance, row.id)),
  );
  const distinct = [
    ...new Map(rows.map(row => [keyOf(row.instance, row.id), row])).values(),
  ];
  const all = (await toDeployments(deps, distinct, { by, days })).toSorted(
    (a, b) =>
      URGENCY.indexOf(a.health) - URGENCY.indexOf(b.health) ||
      a.title.localeCompare(b.title),
  );
  const isTrusted = ({ instance, id }: { instance: string; id: string }) =>
    trusted.has(keyOf(instance, id));
  return {
    entity,
    items: all.filter(isTrusted),
    proposals: all.filter(deployment => !isTrusted(deployment)),
    unmatched,
  };
}

type BoundRow = DeploymentFactsRow & { trusted: boolean | number };

async function boundRows(
  { db, clock }: RunsDeps,
  scope: DeploymentScope,
  entity: EntityRef,
): Promise<BoundRow[]> {
  const query = visibleDeployments(db, scope)
    .join('deployment_bindings as b', on =>
      on.on('b.instance', 'd.instance').on('b.deployment_id', 'd.id'),
    )
    .where('b.entity_ref', entity)
    .select('d.*', 'b.trusted');
  return withFacts(query, { db, nowMs: clock() });
}
