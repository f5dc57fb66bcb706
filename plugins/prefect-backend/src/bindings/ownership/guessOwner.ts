import { CLAIM_TAG_PREFIX } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { EntityRef } from '../Bindings';
import type { BoundDeployment, MirroredDeployment } from '../resolveBindings';
import type { Guess } from './OwnershipProblem';
import type { Settlement } from './OwnershipFacts';

/** Guesses whose a deployment is from others that are like it. */
export type GuessOwner = (deployment: MirroredDeployment) => Guess | undefined;

/** A tag on one deployment alone says little. */
const LEAST_TAGGED = 2;

type Known = {
  readonly deployment: MirroredDeployment;
  readonly entity: EntityRef;
  readonly entityTitle: string;
  readonly owner: EntityRef;
};

/**
 * Makes a guesser from what is owned. The same name on another instance says most, then the
 * same flow, then a tag; each only where all that it fits agree. What is restricted tells
 * nothing of others.
 */
export function createGuessOwner({
  deployments,
  bound,
}: Pick<Settlement, 'deployments' | 'bound'>): GuessOwner {
  const known = deployments.flatMap((deployment, index) =>
    toKnown(deployment, bound[index]),
  );
  const byName = agreed(known, ({ deployment }) => [deployment.title]);
  const byFlow = agreed(known, ({ deployment }) => [deployment.flow]);
  const byTag = agreed(known, ({ deployment }) => tagsOf(deployment));
  return deployment => {
    const named = byName.get(deployment.title);
    if (named) return toGuess('same-name', named.first);
    const flow = byFlow.get(deployment.flow);
    if (flow) return toGuess('same-flow', flow.first);
    for (const tag of tagsOf(deployment)) {
      const tagged = byTag.get(tag);
      if (tagged && tagged.count >= LEAST_TAGGED) {
        return toGuess('same-tag', tagged.first, tag);
      }
    }
    return undefined;
  };
}

function toKnown(
  deployment: MirroredDeployment,
  { bindings, owners, sensitivity }: BoundDeployment,
): Known[] {
  const entity = bindings.find(({ trusted }) => trusted);
  const [owner] = owners;
  return entity && owner && sensitivity === 'normal'
    ? [{ deployment, entity: entity.entity, entityTitle: entity.title, owner }]
    : [];
}

function tagsOf({ tags }: MirroredDeployment): string[] {
  return tags.filter(tag => !tag.startsWith(CLAIM_TAG_PREFIX));
}

type Agreement = { readonly first: Known; readonly count: number };

/** For each key those that have it, if all of them have one owner. */
function agreed(
  known: readonly Known[],
  keysOf: (known: Known) => readonly string[],
): Map<string, Agreement> {
  const found = new Map<string, Agreement>();
  const torn = new Set<string>();
  for (const each of known) {
    for (const key of keysOf(each)) {
      const before = found.get(key);
      if (before && before.first.owner !== each.owner) torn.add(key);
      found.set(key, {
        first: before?.first ?? each,
        count: (before?.count ?? 0) + 1,
      });
    }
  }
  torn.forEach(key => found.delete(key));
  return found;
}

function toGuess(
  reason: Guess['reason'],
  { deployment, entity, entityTitle, owner }: Known,
  tag?: string,
): Guess {
  return {
    owner,
    entity,
    entityTitle,
    reason,
    because: { instance: deployment.instance, id: deployment.id },
    tag,
  };
}
