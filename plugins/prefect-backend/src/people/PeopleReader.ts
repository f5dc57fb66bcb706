import type { AuthService } from '@backstage/backend-plugin-api';
import {
  type Entity,
  RELATION_CHILD_OF,
  RELATION_MEMBER_OF,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { toEntityRef, type EntityRef } from '../bindings';

/** A person of the catalog. */
export type Person = {
  readonly ref: EntityRef;
  /** Display name; the name of the entity where there is none. */
  readonly name: string;
  /** In lower case. */
  readonly email: string | undefined;
  /** The person, their groups, and the groups above these. */
  readonly ownershipRefs: readonly EntityRef[];
};

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'spec.profile.displayName',
  'spec.profile.email',
  'relations',
];
/** Groups above groups; a catalog may hold a circle. */
const MOST_LEVELS = 20;
/** Entities in one request by ref, below the catalog's limit on the body. */
const CHUNK = 200;

type Parents = ReadonlyMap<EntityRef, readonly EntityRef[]>;

/** Reads from the catalog, as the plugin itself, who is in which groups. */
export class PeopleReader {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;

  constructor(parts: { catalog: CatalogService; auth: AuthService }) {
    this.#catalog = parts.catalog;
    this.#auth = parts.auth;
  }

  /** The person with all their groups; undefined for who is not in the catalog. */
  async membershipsOf(person: EntityRef): Promise<EntityRef[] | undefined> {
    const user = await this.#catalog.getEntityByRef(person, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
    if (!user) return undefined;
    const all = new Set(related(user, RELATION_MEMBER_OF));
    let asked: readonly EntityRef[] = [...all];
    for (let level = 0; level < MOST_LEVELS && asked.length > 0; level++) {
      const parents = await this.#parentsOf(asked);
      asked = parents.filter(parent => !all.has(parent));
      asked.forEach(parent => all.add(parent));
    }
    return [person, ...all];
  }

  /** Everybody, by ref. */
  async everybody(): Promise<Person[]> {
    const [users, groups] = await Promise.all([
      this.#entities('User'),
      this.#entities('Group'),
    ]);
    const parents = new Map(
      groups.map(group => [refOf(group), related(group, RELATION_CHILD_OF)]),
    );
    return users
      .map(user => toPerson(user, parents))
      .sort((a, b) => (a.ref < b.ref ? -1 : 1));
  }

  async #parentsOf(groups: readonly EntityRef[]): Promise<EntityRef[]> {
    const parents = new Set<EntityRef>();
    for (let from = 0; from < groups.length; from += CHUNK) {
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs: groups.slice(from, from + CHUNK), fields: FIELDS },
        { credentials: await this.#auth.getOwnServiceCredentials() },
      );
      for (const group of items) {
        const above = group ? related(group, RELATION_CHILD_OF) : [];
        above.forEach(parent => parents.add(parent));
      }
    }
    return [...parents];
  }

  async #entities(kind: string): Promise<Entity[]> {
    const found: Entity[] = [];
    const pages = this.#catalog.streamEntities(
      { filter: { kind }, fields: FIELDS },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    for await (const page of pages) found.push(...page);
    return found;
  }
}

type Profile = { readonly displayName?: string; readonly email?: string };

function toPerson(user: Entity, parents: Parents): Person {
  const profile = user.spec?.profile as Profile | undefined;
  const ref = refOf(user);
  const groups = related(user, RELATION_MEMBER_OF);
  return {
    ref,
    name: profile?.displayName ?? user.metadata.title ?? user.metadata.name,
    email: profile?.email?.trim().toLocaleLowerCase('en-US') || undefined,
    ownershipRefs: [ref, ...withParents(groups, parents)],
  };
}

function withParents(
  groups: readonly EntityRef[],
  parents: Parents,
): EntityRef[] {
  const all = new Set(groups);
  // A set also goes through what is added meanwhile, and a circle adds nothing.
  for (const group of all) {
    for (const parent of parents.get(group) ?? []) all.add(parent);
  }
  return [...all];
}

function related({ relations = [] }: Entity, type: string): EntityRef[] {
  return relations
    .filter(relation => relation.type === type)
    .map(({ targetRef }) => toEntityRef(targetRef));
}

function refOf({ kind, metadata }: Entity): EntityRef {
  return toEntityRef(
    `${kind}:${metadata.namespace ?? 'default'}/${metadata.name}`,
  );
}
