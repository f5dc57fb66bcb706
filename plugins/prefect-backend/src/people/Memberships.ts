import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EntityRef } from '../bindings';
import { CatalogUnavailableError } from './CatalogUnavailableError';
import type { PeopleReader } from './PeopleReader';

/** What was read this long ago is read again while it is still answered from, ms. */
const READ_AGAIN_MS = 750;
/** What was read this long ago is not answered from any more, ms: a change is in force by then. */
const FRESH_MS = 1_750;
/** The one that was asked for the longest time ago goes first. */
const MOST_PEOPLE = 20_000;

type Known = {
  /** Undefined for who is not in the catalog. */
  readonly refs: readonly EntityRef[] | undefined;
  readonly readAtMs: number;
};

type Parts = {
  readonly reader: Pick<PeopleReader, 'membershipsOf'>;
  readonly logger: LoggerService;
  readonly clock: () => number;
  /** How long what was read last counts while the catalog does not answer, ms. */
  readonly outageMs: number;
};

/**
 * In which groups people are now. Who asks again and again is read in the background, so that
 * nobody waits for the catalog but the first time.
 */
export class Memberships {
  readonly #parts: Parts;
  readonly #known = new Map<EntityRef, Known>();
  readonly #reading = new Map<EntityRef, Promise<Known>>();
  #answers = true;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * The person and all groups they are in; undefined for who is not in the catalog.
   * @throws CatalogUnavailableError when it does not answer and too little is known
   */
  async of(person: EntityRef): Promise<readonly EntityRef[] | undefined> {
    const known = this.#known.get(person);
    const ageMs = known ? this.#ageMs(known) : Infinity;
    if (known && ageMs < FRESH_MS) {
      if (ageMs >= READ_AGAIN_MS) this.#read(person).catch(() => undefined);
      return known.refs;
    }
    try {
      return (await this.#read(person)).refs;
    } catch (error) {
      if (!known || ageMs >= this.#parts.outageMs) {
        throw new CatalogUnavailableError(error);
      }
      return known.refs;
    }
  }

  #ageMs({ readAtMs }: Known): number {
    // A clock that was set back must not make what is known fresh for ever.
    return Math.abs(this.#parts.clock() - readAtMs);
  }

  /** Shared by all who ask at the same time. */
  #read(person: EntityRef): Promise<Known> {
    const reading = this.#reading.get(person) ?? this.#readNow(person);
    this.#reading.set(person, reading);
    return reading;
  }

  async #readNow(person: EntityRef): Promise<Known> {
    const readAtMs = this.#parts.clock();
    try {
      const refs = await this.#parts.reader.membershipsOf(person);
      // Who was in the catalog and is not any more must not get the groups of the sign-in back.
      const isGone = !refs && this.#known.get(person)?.refs !== undefined;
      const known = { refs: isGone ? [person] : refs, readAtMs };
      this.#remember(person, known);
      this.#tell('answers');
      return known;
    } catch (error) {
      this.#tell('does not answer', error);
      throw error;
    } finally {
      this.#reading.delete(person);
    }
  }

  #remember(person: EntityRef, known: Known): void {
    this.#known.delete(person);
    this.#known.set(person, known);
    if (this.#known.size <= MOST_PEOPLE) return;
    const [oldest] = this.#known.keys();
    this.#known.delete(oldest);
  }

  /** Logs the first failure and its end, not each. */
  #tell(state: 'answers' | 'does not answer', error?: unknown): void {
    const { logger, outageMs } = this.#parts;
    if (state === 'answers' && !this.#answers) {
      logger.info('The catalog tells again in which groups people are');
    }
    if (state === 'does not answer' && this.#answers) {
      logger.warn(
        `The catalog does not tell in which groups people are; what was read last counts for ${
          outageMs / 60_000
        } minutes, then everything is denied: ${error}`,
      );
    }
    this.#answers = state === 'answers';
  }
}
