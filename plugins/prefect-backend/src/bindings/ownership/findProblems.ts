import {
  ANNOTATION_DEPLOYMENT,
  withDeployment,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type { AnnotatedEntity } from '../AnnotatedEntity';
import type { Binding, EntityRef } from '../Bindings';
import { claimsOf } from '../claims';
import type { BoundDeployment, MirroredDeployment } from '../resolveBindings';
import { createGuessOwner, type GuessOwner } from './guessOwner';
import type { FormerBinding, OwnershipFacts } from './OwnershipFacts';
import type { Guess, OwnershipProblem } from './OwnershipProblem';

/** Finds what has no owner, and whose owner is in doubt. */
export function findProblems(facts: OwnershipFacts): OwnershipProblem[] {
  const judging: Judging = {
    ...facts,
    entities: new Map(
      [...facts.formerEntities, ...facts.claimed, ...facts.annotated].map(
        each => [each.ref, each],
      ),
    ),
    formerOf: byKey(facts.former),
    guess: createGuessOwner(facts),
  };
  return [
    ...facts.deployments.flatMap((deployment, index) => {
      const bound = facts.bound[index];
      return bound.owners.length > 0
        ? problemsOfOwned(judging, deployment, bound)
        : problemsOfUnowned(judging, deployment, bound);
    }),
    ...unmatchedAnnotations(judging),
  ];
}

type Judging = OwnershipFacts & {
  readonly entities: ReadonlyMap<EntityRef, AnnotatedEntity>;
  readonly formerOf: ReadonlyMap<string, readonly FormerBinding[]>;
  readonly guess: GuessOwner;
};

function problemsOfOwned(
  { entities, stateOf }: Judging,
  deployment: MirroredDeployment,
  { bindings, owners }: BoundDeployment,
): OwnershipProblem[] {
  const holders = bindings
    .filter(({ trusted }) => trusted)
    .flatMap(({ entity }) => entities.get(entity) ?? []);
  const parties = new Set(holders.map(holder => holder.owners.join()));
  const lost = owners.flatMap(owner => {
    const state = stateOf(owner);
    if (state === 'there') return [];
    const holder = holders.find(each => each.owners.includes(owner));
    return [
      problemOf(deployment, {
        kind: state === 'gone' ? 'owner-gone' : 'owner-empty',
        subject: owner,
        team: owner,
        editUrl: holder?.editUrl,
      }),
    ];
  });
  return parties.size > 1
    ? [problemOf(deployment, { kind: 'shared' }), ...lost]
    : lost;
}

function problemsOfUnowned(
  judging: Judging,
  deployment: MirroredDeployment,
  { bindings }: BoundDeployment,
): OwnershipProblem[] {
  const ownerless = bindings.find(({ trusted }) => trusted);
  if (ownerless) {
    return [
      problemOf(deployment, {
        kind: 'unowned',
        subject: ownerless.entity,
        subjectTitle: ownerless.title,
        editUrl: judging.entities.get(ownerless.entity)?.editUrl,
      }),
    ];
  }
  const claims = claimsOf(deployment.tags);
  return claims.length > 0
    ? claims.map(claim => claimed(judging, deployment, { claim, bindings }))
    : [forsaken(judging, deployment)];
}

/** A tag names an entity, which may not be there. */
function claimed(
  judging: Judging,
  deployment: MirroredDeployment,
  {
    claim,
    bindings,
  }: { claim: EntityRef; bindings: BoundDeployment['bindings'] },
): OwnershipProblem {
  const binding = bindings.find(({ entity }) => entity === claim);
  if (!binding) {
    return withGuess(judging, deployment, {
      kind: 'entity-gone',
      subject: claim,
      guess: judging.guess(deployment),
    });
  }
  return withGuess(judging, deployment, {
    kind: 'claimed',
    subject: claim,
    subjectTitle: binding.title,
    guess: guessOfTag(judging, deployment, binding),
  });
}

function guessOfTag(
  { entities }: Judging,
  { instance, id }: MirroredDeployment,
  { entity, title }: Binding,
): Guess {
  return {
    owner: entities.get(entity)?.owners[0],
    entity,
    entityTitle: title,
    reason: 'tag',
    because: { instance, id },
    tag: undefined,
  };
}

/** Nothing binds it and no tag claims it; something may have. */
function forsaken(
  judging: Judging,
  deployment: MirroredDeployment,
): OwnershipProblem {
  const [former] = judging.formerOf.get(keyOf(deployment)) ?? [];
  if (!former) {
    return withGuess(judging, deployment, {
      kind: 'unowned',
      guess: judging.guess(deployment),
    });
  }
  const guess: Guess = {
    owner: former.owners[0],
    entity: former.entity,
    entityTitle: former.title,
    reason: 'former',
    because: { instance: deployment.instance, id: deployment.id },
    tag: undefined,
  };
  return withGuess(
    judging,
    deployment,
    judging.entities.has(former.entity)
      ? { kind: 'unowned', guess }
      : {
          kind: 'entity-gone',
          subject: former.entity,
          subjectTitle: former.title,
          guess,
        },
  );
}

function unmatchedAnnotations({
  annotated,
  unmatched,
}: Judging): OwnershipProblem[] {
  return annotated.flatMap(({ ref, title, owners, editUrl }) =>
    (unmatched.get(ref) ?? []).map(({ annotation, value }) => ({
      kind: 'unmatched' as const,
      deployment: undefined,
      title: value,
      subject: ref,
      subjectTitle: title,
      annotation,
      guess: undefined,
      team: owners[0],
      fix: undefined,
      editUrl,
    })),
  );
}

type Found = Pick<OwnershipProblem, 'kind'> &
  Partial<Omit<OwnershipProblem, 'kind' | 'deployment' | 'title'>>;

/** With the annotation that would settle it, on the entity that is guessed. */
function withGuess(
  { entities }: Judging,
  deployment: MirroredDeployment,
  found: Found,
): OwnershipProblem {
  const entity = found.guess && entities.get(found.guess.entity);
  return problemOf(deployment, {
    ...found,
    fix: withDeployment(entity?.annotations[ANNOTATION_DEPLOYMENT], deployment),
    editUrl: entity?.editUrl,
  });
}

function problemOf(
  { instance, id, title }: MirroredDeployment,
  found: Found,
): OwnershipProblem {
  return {
    subject: undefined,
    subjectTitle: undefined,
    annotation: undefined,
    guess: undefined,
    team: undefined,
    fix: undefined,
    editUrl: undefined,
    ...found,
    deployment: { instance, id },
    title,
  };
}

function byKey(
  former: readonly FormerBinding[],
): Map<string, readonly FormerBinding[]> {
  const groups = new Map<string, readonly FormerBinding[]>();
  for (const each of former) {
    groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  }
  return groups;
}

function keyOf({ instance, id }: { instance: string; id: string }): string {
  return `${instance}:${id}`;
}
