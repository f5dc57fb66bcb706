import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Schedule } from '../../schedule';
import type { EntityRef } from '../Bindings';
import type { CatalogReader } from '../CatalogReader';
import { Worklist } from '../Worklist';
import { findProblems } from './findProblems';
import type { OwnerReader } from './OwnerReader';
import type { FormerBinding, OwnerState, Settlement } from './OwnershipFacts';
import { type ProblemsStore, rememberBindings } from './ProblemsStore';

/** Bindings that are settled within this time are judged together. */
const GATHER_MS = 200;
/** Members of groups change rarely, and there may be many of them to read. */
const REFRESH_MS = 60_000;

type Parts = {
  readonly catalog: Pick<CatalogReader, 'byRefs'>;
  readonly owners: Pick<OwnerReader, 'statesOf'>;
  readonly store: ProblemsStore;
  readonly logger: LoggerService;
  readonly schedule: Schedule;
};

/**
 * Keeps the list of ownerships in doubt: works it out anew whenever bindings were settled,
 * and on a timer for what only the catalog knows. While the catalog does not answer, what
 * was found last stays.
 */
export class OwnershipHealth {
  readonly #parts: Parts;
  readonly #work: Worklist;
  readonly #listeners = new Set<() => void>();
  #settlement: Settlement | undefined;
  /** What the catalog said of owners; forgotten from time to time. */
  #states = new Map<EntityRef, OwnerState>();
  /** What deployments are or were bound to; read once, then known. */
  #last: readonly FormerBinding[] | undefined;
  /** What was written last, to do nothing when nothing changed. */
  #written: string | undefined;
  #answers = true;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#work = new Worklist(parts.schedule);
  }

  start(): void {
    this.#refreshLater();
  }

  stop(): Promise<void> {
    return this.#work.stop();
  }

  /** Called after problems changed. Returns the unsubscribe function. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes what was settled; returns at once. */
  follow(settlement: Settlement): void {
    this.#settlement = settlement;
    this.#work.soon('judge', GATHER_MS, () => this.#attempt());
  }

  #refreshLater(): void {
    this.#work.soon('refresh', REFRESH_MS, async () => {
      this.#states.clear();
      await this.#attempt();
      this.#refreshLater();
    });
  }

  /** Logs when the first attempt fails, not each time. */
  async #attempt(): Promise<void> {
    try {
      await this.#judge();
      this.#answers = true;
    } catch (error) {
      if (this.#answers) {
        this.#parts.logger.warn(
          `Could not work out which deployments have no owner; what was known last is shown until it works: ${error}`,
        );
      }
      this.#answers = false;
    }
  }

  async #judge(): Promise<void> {
    const settlement = this.#settlement;
    if (!settlement) return;
    const { store, catalog } = this.#parts;
    this.#last ??= await store.readLast();
    const remembered = rememberBindings(this.#last, settlement);
    const isBound = new Set(
      settlement.bound.flatMap(({ key, bindings }) =>
        bindings.some(({ trusted }) => trusted)
          ? [`${key.instance}:${key.id}`]
          : [],
      ),
    );
    const former = remembered.filter(
      ({ instance, id }) => !isBound.has(`${instance}:${id}`),
    );
    const states = await this.#statesOf(
      settlement.bound.flatMap(({ owners }) => owners),
    );
    const problems = findProblems({
      ...settlement,
      former,
      formerEntities: await catalog.byRefs([
        ...new Set(former.map(({ entity }) => entity)),
      ]),
      stateOf: owner => states.get(owner) ?? 'there',
    });
    const written = JSON.stringify([problems, remembered]);
    if (written === this.#written) return;
    const isNews = await store.replace(problems, remembered);
    this.#written = written;
    this.#last = remembered;
    if (isNews) this.#listeners.forEach(listener => listener());
  }

  async #statesOf(
    owners: readonly EntityRef[],
  ): Promise<ReadonlyMap<EntityRef, OwnerState>> {
    const unknown = [...new Set(owners)].filter(
      owner => !this.#states.has(owner),
    );
    if (unknown.length > 0) {
      const states = await this.#parts.owners.statesOf(unknown);
      states.forEach((state, owner) => this.#states.set(owner, state));
    }
    return this.#states;
  }
}
