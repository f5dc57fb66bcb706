import {
  canonicalize,
  merkleRoot,
  sign,
  signedHash,
  type Checkpoint,
} from '@backstage-prefect/ledger-verify';
import type { Signer } from './LedgerKeys';
import type { Leaf, LedgerStore } from './LedgerStore';

/** Entries that one checkpoint seals at most; also what a proof has to read. */
const MOST_SEALED = 4_096;
/** Other writers whose newest checkpoints it names. */
const MOST_WITNESSED = 20;

/** What a sealer is made from. */
export type SealerDeps = {
  readonly store: Pick<
    LedgerStore,
    'leaves' | 'lastCheckpoint' | 'addCheckpoint' | 'witness'
  >;
  readonly signer: () => Signer;
  readonly clock: () => number;
  /** Told of every checkpoint, as its text. */
  readonly onSealed: (text: string) => Promise<void>;
};

/** Where the hashes of a writer's entries come from. */
export type Leaves = (after: number, limit: number) => Promise<Leaf[]> | Leaf[];

/** Signs what was written since the last checkpoint. */
export class Sealer {
  readonly #deps: SealerDeps;

  constructor(deps: SealerDeps) {
    this.#deps = deps;
  }

  /**
   * Seals all that a writer has written. Another process may do so at the same time: the
   * number of a checkpoint is given once, and who comes second looks again.
   */
  async seal(
    writer: string,
    { leaves, last }: { leaves?: Leaves; last: 'final' | 'not final' },
  ): Promise<void> {
    const read: Leaves =
      leaves ??
      ((after, limit) => this.#deps.store.leaves(writer, { after, limit }));
    while (await this.#sealStretch(writer, read, last === 'final'));
  }

  /** @returns whether there may be more to seal */
  async #sealStretch(
    writer: string,
    read: Leaves,
    isLast: boolean,
  ): Promise<boolean> {
    const before = await this.#deps.store.lastCheckpoint(writer);
    const after = before?.to ?? 0;
    const leaves = await read(after, MOST_SEALED);
    if (leaves.length === 0) return false;
    const hashes = leaves.map(({ hash }) => hash);
    const isFull = leaves.length === MOST_SEALED;
    const { key, endorsements } = this.#deps.signer();
    const checkpoint = sign<Checkpoint>(
      {
        kind: 'checkpoint',
        v: 1,
        writer,
        number: (before?.number ?? 0) + 1,
        from: after + 1,
        to: leaves[leaves.length - 1].seq,
        root: merkleRoot(hashes),
        head: hashes[hashes.length - 1],
        prev: before ? signedHash(before) : null,
        at: new Date(this.#deps.clock()).toISOString(),
        final: isLast && !isFull,
        witnessed: await this.#deps.store.witness(writer, MOST_WITNESSED),
        endorsements,
      },
      key,
    );
    const isOurs = await this.#deps.store.addCheckpoint(checkpoint);
    if (isOurs) await this.#deps.onSealed(canonicalize(checkpoint));
    return isFull || !isOurs;
  }
}
