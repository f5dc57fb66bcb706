import { canonicalize } from './canonicalize.ts';
import type { Checkpoint, LedgerEntry, Signed } from './forms.ts';
import { judgeSignature, keyIdOf, readPublicKey } from './keys.ts';
import { leafHash, rootFromPath } from './merkle.ts';
import { readLine } from './readLine.ts';

/** Shows that one entry is in the ledger, without the rest of it. */
export type LedgerProof = {
  readonly entry: LedgerEntry;
  readonly checkpoint: Signed<Checkpoint>;
  /** Hashes from the entry up to the checkpoint's root. */
  readonly path: readonly string[];
};

/** What is wrong with a proof; undefined when it holds. */
export function verifyProof(
  proof: LedgerProof,
  keys: readonly string[],
): string | undefined {
  const entry = readLine(canonicalize(proof.entry));
  const checkpoint = readLine(canonicalize(proof.checkpoint));
  if (!entry || !checkpoint || checkpoint.kind !== 'checkpoint') {
    return 'This is no proof of a ledger.';
  }
  const trusted = new Map(
    keys.map(readPublicKey).map(key => [keyIdOf(key), key]),
  );
  const judged = judgeSignature(checkpoint, trusted);
  if (judged === 'stranger') {
    return `It is signed with the key ${checkpoint.key}, which is not one that you trust.`;
  }
  if (judged === 'bad') return 'The signature of the checkpoint is wrong.';
  const { writer, from, to, root } = checkpoint;
  if (proof.entry.writer !== writer) {
    return `The checkpoint is of another writer than the entry.`;
  }
  const reached = rootFromPath(leafHash(canonicalize(proof.entry)), {
    index: proof.entry.seq - from,
    size: to - from + 1,
    path: [...proof.path],
  });
  return reached === root
    ? undefined
    : 'The entry is not one of those that the checkpoint has signed.';
}
