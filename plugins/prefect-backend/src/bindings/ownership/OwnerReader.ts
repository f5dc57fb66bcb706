import type { AuthService } from '@backstage/backend-plugin-api';
import {
  type Entity,
  RELATION_HAS_MEMBER,
  RELATION_PARENT_OF,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EntityRef } from '../Bindings';
import { toEntityRef } from '../entityRef';
import type { OwnerState } from './OwnershipFacts';

/** Entities in one request by ref, below the catalog's limit on the body. */
const CHUNK = 200;
/** Groups below groups; a catalog may hold a circle. */
const MOST_LEVELS = 10;

type Group = {
  readonly hasMembers: boolean;
  readonly children: readonly EntityRef[];
};

/** Reads from the catalog, as the plugin itself, whether owners can act at all. */
export class OwnerReader {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;

  constructor(parts: { catalog: CatalogService; auth: AuthService }) {
    this.#catalog = parts.catalog;
    this.#auth = parts.auth;
  }

  /** A group is empty when neither it nor a group below it has a member. */
  async statesOf(
    owners: readonly EntityRef[],
  ): Promise<Map<EntityRef, OwnerState>> {
    const known = new Map<EntityRef, Group | undefined>();
    let asked: readonly EntityRef[] = owners;
    for (let level = 0; level < MOST_LEVELS && asked.length > 0; level++) {
      const found = await this.#read(asked);
      found.forEach((group, ref) => known.set(ref, group));
      asked = [
        ...new Set(
          [...found.values()].flatMap(group =>
            group && !group.hasMembers ? group.children : [],
          ),
        ),
      ].filter(ref => !known.has(ref));
    }
    return new Map(owners.map(owner => [owner, stateOf(owner, known)]));
  }

  async #read(
    refs: readonly EntityRef[],
  ): Promise<Map<EntityRef, Group | undefined>> {
    const groups = new Map<EntityRef, Group | undefined>();
    for (let from = 0; from < refs.length; from += CHUNK) {
      const chunk = refs.slice(from, from + CHUNK);
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs: chunk, fields: ['kind', 'relations'] },
        { credentials: await this.#auth.getOwnServiceCredentials() },
      );
      chunk.forEach((ref, index) => {
        const entity = items[index];
        groups.set(ref, entity && toGroup(entity));
      });
    }
    return groups;
  }
}

/** Whoever is no group acts for themselves. */
function toGroup({ kind, relations = [] }: Entity): Group {
  const targets = (type: string) =>
    relations
      .filter(relation => relation.type === type)
      .map(relation => toEntityRef(relation.targetRef));
  return {
    hasMembers:
      kind.toLocaleLowerCase('en-US') !== 'group' ||
      targets(RELATION_HAS_MEMBER).length > 0,
    children: targets(RELATION_PARENT_OF),
  };
}

function stateOf(
  owner: EntityRef,
  known: ReadonlyMap<EntityRef, Group | undefined>,
): OwnerState {
  if (!known.get(owner)) return 'gone';
  const seen = new Set<EntityRef>();
  const below: EntityRef[] = [owner];
  for (let ref = below.pop(); ref !== undefined; ref = below.pop()) {
    const group = known.get(ref);
    if (group?.hasMembers) return 'there';
    seen.add(ref);
    below.push(...(group?.children ?? []).filter(child => !seen.has(child)));
  }
  return 'empty';
}
