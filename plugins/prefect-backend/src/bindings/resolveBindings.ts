import {
  DeploymentIndex,
  type NamedDeployment,
  readSelectors,
  type UnmatchedAnnotation,
} from '@backstage-prefect/backstage-plugin-prefect-node';
import type { InstanceId } from '../instances';
import type { Key } from '../mirror';
import type { AnnotatedEntity } from './AnnotatedEntity';
import type { Binding, EntityRef, Ownership } from './Bindings';
import { claimsOf } from './claims';

/** What bindings need of a deployment in the mirror. */
export type MirroredDeployment = Key & NamedDeployment;

/** What the catalog and the mirror say together. */
export type BindingFacts = {
  /** Entities with a binding annotation. */
  readonly annotated: readonly AnnotatedEntity[];
  /** Entities that tags on deployments claim to belong to, as far as they exist. */
  readonly claimed: readonly AnnotatedEntity[];
  readonly deployments: readonly MirroredDeployment[];
  readonly instances: readonly InstanceId[];
};

/** A deployment and whose it is. */
export type BoundDeployment = Ownership & { readonly key: Key };

/** Whose every deployment is, and which annotations name none. */
export type Resolution = {
  readonly bound: readonly BoundDeployment[];
  readonly unmatched: ReadonlyMap<EntityRef, readonly UnmatchedAnnotation[]>;
};

/** A tag of this name hides a deployment: tags may take rights away, never give them. */
const RESTRICTED_TAG = 'restricted';

/** Answers "whose is it?" for every deployment. */
export function resolveBindings(facts: BindingFacts): Resolution {
  const index = new DeploymentIndex(facts.deployments);
  const holders = new Map<MirroredDeployment, Set<AnnotatedEntity>>();
  const unmatched = new Map<EntityRef, readonly UnmatchedAnnotation[]>();
  for (const entity of facts.annotated) {
    const selection = readSelectors(entity.annotations, facts.instances);
    const missing = [...selection.meaningless];
    for (const selector of selection.selectors) {
      const found = index.find(selector);
      found.forEach(deployment => addTo(holders, deployment, entity));
      missing.push(...(found.length === 0 ? [selector.from] : []));
    }
    if (missing.length > 0) {
      unmatched.set(entity.ref, missing);
    }
  }
  const claimed = new Map(facts.claimed.map(entity => [entity.ref, entity]));
  const bound = facts.deployments.map(deployment =>
    bind(deployment, [...(holders.get(deployment) ?? [])], claimed),
  );
  return { bound, unmatched };
}

function bind(
  deployment: MirroredDeployment,
  trusted: readonly AnnotatedEntity[],
  claimed: ReadonlyMap<EntityRef, AnnotatedEntity>,
): BoundDeployment {
  const proposed = claimsOf(deployment.tags)
    .filter(ref => !trusted.some(entity => entity.ref === ref))
    .flatMap(ref => claimed.get(ref) ?? []);
  return {
    key: { instance: deployment.instance, id: deployment.id },
    bindings: [
      ...trusted.map(entity => toBinding(entity, 'annotation')),
      ...proposed.map(entity => toBinding(entity, 'tag')),
    ],
    owners: [...new Set(trusted.flatMap(entity => entity.owners))].sort(),
    sensitivity: isRestricted(deployment, trusted) ? 'restricted' : 'normal',
    sourceLocation: trusted.find(entity => entity.sourceLocation)
      ?.sourceLocation,
  };
}

function toBinding(
  entity: AnnotatedEntity,
  source: Binding['source'],
): Binding {
  return {
    entity: entity.ref,
    title: entity.title,
    source,
    trusted: source === 'annotation',
  };
}

function isRestricted(
  deployment: MirroredDeployment,
  trusted: readonly AnnotatedEntity[],
): boolean {
  return (
    trusted.some(entity => entity.sensitivity === 'restricted') ||
    deployment.tags.some(
      tag => tag.trim().toLocaleLowerCase('en-US') === RESTRICTED_TAG,
    )
  );
}

function addTo<TKey, TItem>(
  groups: Map<TKey, Set<TItem>>,
  key: TKey,
  item: TItem,
): void {
  groups.set(key, (groups.get(key) ?? new Set<TItem>()).add(item));
}
