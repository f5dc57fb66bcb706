import type { HeldEntity } from './CatalogView';

type Handed = {
  /** Without a fingerprint it was taken back. */
  readonly entity: HeldEntity;
  readonly at: number;
};

/**
 * After this time the catalog would show what it got; if it does not, something else came in
 * between, and what it shows counts.
 */
const PATIENCE_MS = 60_000;

/**
 * What the catalog was handed and does not show yet: it takes a moment to process. Without
 * this memory a change that is undone at once would seem never to have been made.
 */
export class InFlight {
  readonly #clock: () => number;
  readonly #handed = new Map<string, Handed>();

  /** @param clock - now, in milliseconds */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /**
   * What the catalog will show of what a comparison covers: what it shows now, and what it
   * was handed since.
   */
  over(
    shown: readonly HeldEntity[],
    covers: (entity: HeldEntity) => boolean,
  ): Map<string, HeldEntity> {
    const result = new Map(shown.map(each => [each.ref, each]));
    for (const [ref, { entity, at }] of this.#handed) {
      const isShown =
        covers(entity) && result.get(ref)?.fingerprint === entity.fingerprint;
      if (isShown || this.#clock() - at >= PATIENCE_MS) {
        this.#handed.delete(ref);
      } else if (covers(entity) && entity.fingerprint) {
        result.set(ref, entity);
      } else {
        // Taken back, or given to a deployment that nobody asked about.
        result.delete(ref);
      }
    }
    return result;
  }

  handedOver(entities: readonly HeldEntity[]): void {
    const at = this.#clock();
    for (const entity of entities) this.#handed.set(entity.ref, { entity, at });
  }

  takenBack(entities: readonly HeldEntity[]): void {
    this.handedOver(
      entities.map(each => ({ ...each, fingerprint: undefined })),
    );
  }

  /** Somebody else's is shown under these refs. */
  forget(refs: Iterable<string>): void {
    for (const ref of refs) this.#handed.delete(ref);
  }
}
