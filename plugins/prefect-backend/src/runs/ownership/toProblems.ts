import {
  ANNOTATION_DEPLOYMENT,
  type DeploymentLink,
  type OwnershipProblem,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type { DeploymentScope } from '../../access';
import type { InstanceId } from '../../instances';
import type { Key } from '../../mirror';
import { keyOf, ownershipByDeployment } from '../read/ownership';
import { suggestionsOf } from '../read/suggestionsOf';
import { visibleDeployments } from '../read/visibleRuns';
import type { RunsDeps } from '../RunsDeps';
import type { ProblemRow } from './ProblemRow';

/** Rows as the contract shows them; the number of queries does not grow with the rows. */
export async function toProblems(
  deps: RunsDeps,
  scope: DeploymentScope,
  rows: readonly ProblemRow[],
): Promise<OwnershipProblem[]> {
  const unmatched = rows.flatMap(({ annotation, title }) =>
    annotation === null ? [] : [{ annotation, value: title }],
  );
  const [ownerships, evidence, suggestions] = await Promise.all([
    ownershipByDeployment(
      deps,
      rows.flatMap(row => toKey(row.instance, row.deployment_id)),
    ),
    visibleLinks(
      deps,
      scope,
      rows.flatMap(row => toKey(row.because_instance, row.because_id)),
    ),
    suggestionsOf(deps, scope, unmatched),
  ]);
  return rows.map(row => ({
    id: row.id,
    problem: row.problem,
    instance: row.instance,
    environment: deps.instances.find(row.instance ?? '')?.environment ?? null,
    deployment: linkOf(row),
    entity: row.subject,
    entityTitle: row.subject_title,
    annotation:
      row.annotation === null
        ? null
        : { name: row.annotation, value: row.title },
    since: row.since,
    owners: row.annotation
      ? [row.team_ref].flatMap(owner => owner ?? [])
      : [
          ...(ownerships.get(keyOf(row.instance ?? '', row.deployment_id ?? ''))
            ?.owners ?? []),
        ],
    guess: guessOf(row, evidence),
    suggestions:
      suggestions.find(
        ({ annotation, value }) =>
          annotation === row.annotation && value === row.title,
      )?.suggestions ?? [],
    ...fixOf(row, evidence),
  }));
}

function linkOf({ instance, deployment_id: id, title }: ProblemRow) {
  return instance !== null && id !== null ? { instance, id, title } : null;
}

function toKey(instance: string | null, id: string | null): Key[] {
  return instance !== null && id !== null
    ? [{ instance: instance as InstanceId, id }]
    : [];
}

type Evidence = ReadonlyMap<string, DeploymentLink>;

async function visibleLinks(
  { db }: RunsDeps,
  scope: DeploymentScope,
  keys: readonly Key[],
): Promise<Evidence> {
  const links: DeploymentLink[] = await visibleDeployments(db, scope)
    .whereIn(
      'd.id',
      keys.map(({ id }) => id),
    )
    .select('d.instance', 'd.id', 'd.title');
  return new Map(links.map(link => [keyOf(link.instance, link.id), link]));
}

function evidenceOf(row: ProblemRow, evidence: Evidence) {
  return evidence.get(keyOf(row.because_instance ?? '', row.because_id ?? ''));
}

/** A guess is told only with what it was made from. */
function guessOf(
  row: ProblemRow,
  evidence: Evidence,
): OwnershipProblem['guess'] {
  const because = evidenceOf(row, evidence);
  const { likely_entity: entity, likely_reason: reason } = row;
  if (!because || !entity || !reason) return null;
  return {
    owner: row.likely_owner,
    entity,
    entityTitle: row.likely_title ?? entity,
    reason,
    because: because.id === row.deployment_id ? null : because,
    tag: row.because_tag,
  };
}

/** Where it is edited, too, follows from the guess. */
function fixOf(
  row: ProblemRow,
  evidence: Evidence,
): Pick<OwnershipProblem, 'fix' | 'editUrl'> {
  const isGuess = row.likely_entity !== null;
  if (isGuess && !evidenceOf(row, evidence))
    return { fix: null, editUrl: null };
  return {
    fix:
      row.fix_value === null
        ? null
        : { annotation: ANNOTATION_DEPLOYMENT, value: row.fix_value },
    editUrl: row.edit_url,
  };
}
