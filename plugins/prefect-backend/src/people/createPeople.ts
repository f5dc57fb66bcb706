import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EntityRef } from '../bindings';
import { Directory } from './Directory';
import { Memberships } from './Memberships';
import { PeopleReader, type Person } from './PeopleReader';

/** What is known of people. */
export interface People {
  /**
   * The person and all groups they are in, in force within two seconds of a change in the
   * catalog; undefined for who is not in it.
   * @throws CatalogUnavailableError when it does not answer and too little is known
   */
  membershipsOf(person: EntityRef): Promise<readonly EntityRef[] | undefined>;
  /** Everybody, by ref, as of ten seconds ago at most. @throws CatalogUnavailableError */
  list(): Promise<readonly Person[]>;
  /**
   * Whether two refs are one human being: the same, or two entities with one mail address.
   * @throws CatalogUnavailableError
   */
  isSamePerson(a: EntityRef, b: EntityRef): Promise<boolean>;
  /**
   * The same for all entities of one human being: the mail address, or the ref.
   * @throws CatalogUnavailableError
   */
  humanOf(person: EntityRef): Promise<string>;
}

/** The people of the catalog. */
export function createPeople(parts: {
  readonly catalog: CatalogService;
  readonly auth: AuthService;
  readonly logger: LoggerService;
  readonly clock: () => number;
  /** How long known groups count while the catalog does not answer, in seconds. */
  readonly outageSeconds: number;
}): People {
  const { clock, logger, outageSeconds } = parts;
  const reader = new PeopleReader(parts);
  const directory = new Directory({ reader, clock });
  const memberships = new Memberships({
    reader,
    logger,
    clock,
    outageMs: outageSeconds * 1000,
  });
  return {
    membershipsOf: person => memberships.of(person),
    list: () => directory.list(),
    isSamePerson: (a, b) => directory.isSamePerson(a, b),
    humanOf: person => directory.humanOf(person),
  };
}
