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
/** What was read this long ago is read again, ms. */
const FRESH_MS = 10_000;

type Parts = {
  readonly catalog: CatalogService;
  readonly auth: AuthService;
  readonly clock: () => number;
};

/** The people of the catalog with their groups, read as the plugin itself. */
export class Directory {
  readonly #parts: Parts;
  #people: Promise<readonly Person[]> | undefined;
  #readAtMs = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** By ref. @throws what the catalog answers with */
  async list(): Promise<readonly Person[]> {
    const nowMs = this.#parts.clock();
    if (!this.#people || nowMs - this.#readAtMs >= FRESH_MS) {
      this.#readAtMs = nowMs;
      const people = this.#read();
      this.#people = people;
      people.catch(() => {
        if (this.#people === people) this.#people = undefined;
      });
    }
    return this.#people;
  }

  /**
   * Whether two refs are one human being: the same, or two entities with one mail address.
   */
  async isSamePerson(a: EntityRef, b: EntityRef): Promise<boolean> {
    if (a === b) return true;
    const people = await this.list();
    const mailOf = (ref: EntityRef) =>
      people.find(person => person.ref === ref)?.email;
    const mail = mailOf(a);
    return mail !== undefined && mail === mailOf(b);
  }

  async #read(): Promise<readonly Person[]> {
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

  async #entities(kind: string): Promise<Entity[]> {
    const { catalog, auth } = this.#parts;
    const found: Entity[] = [];
    const pages = catalog.streamEntities(
      { filter: { kind }, fields: FIELDS },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    for await (const page of pages) found.push(...page);
    return found;
  }
}

type Profile = { readonly displayName?: string; readonly email?: string };

function toPerson(
  user: Entity,
  parents: ReadonlyMap<EntityRef, readonly EntityRef[]>,
): Person {
  const profile = user.spec?.profile as Profile | undefined;
  const ref = refOf(user);
  return {
    ref,
    name: profile?.displayName ?? user.metadata.title ?? user.metadata.name,
    email: profile?.email?.trim().toLocaleLowerCase('en-US') || undefined,
    ownershipRefs: [
      ref,
      ...withParents(related(user, RELATION_MEMBER_OF), parents),
    ],
  };
}

/** Groups and all above them; a catalog may hold a circle. */
function withParents(
  groups: readonly EntityRef[],
  parents: ReadonlyMap<EntityRef, readonly EntityRef[]>,
): EntityRef[] {
  const all = new Set(groups);
  // A set takes what is added while it is gone through.
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
