import type { EntityRef } from '../bindings';
import { CatalogUnavailableError } from './CatalogUnavailableError';
import type { PeopleReader, Person } from './PeopleReader';

/** What was read this long ago is read again, ms. */
const FRESH_MS = 10_000;

type Parts = {
  readonly reader: Pick<PeopleReader, 'everybody'>;
  readonly clock: () => number;
};

/** Everybody in the catalog, for questions about all of them. */
export class Directory {
  readonly #parts: Parts;
  #people: Promise<readonly Person[]> | undefined;
  #readAtMs = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** By ref. @throws CatalogUnavailableError */
  async list(): Promise<readonly Person[]> {
    const nowMs = this.#parts.clock();
    if (!this.#people || Math.abs(nowMs - this.#readAtMs) >= FRESH_MS) {
      this.#readAtMs = nowMs;
      this.#people = this.#read();
    }
    return this.#people;
  }

  /**
   * Whether two refs are one human being: the same, or two entities with one mail address.
   * @throws CatalogUnavailableError
   */
  async isSamePerson(a: EntityRef, b: EntityRef): Promise<boolean> {
    if (a === b) return true;
    return (await this.humanOf(a)) === (await this.humanOf(b));
  }

  /**
   * The same for all entities of one human being: the mail address, or the ref.
   * @throws CatalogUnavailableError
   */
  async humanOf(ref: EntityRef): Promise<string> {
    const people = await this.list();
    return people.find(person => person.ref === ref)?.email ?? ref;
  }

  async #read(): Promise<readonly Person[]> {
    try {
      return await this.#parts.reader.everybody();
    } catch (error) {
      this.#people = undefined;
      throw new CatalogUnavailableError(error);
    }
  }
}
