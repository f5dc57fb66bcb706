import { createHash } from 'node:crypto';

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

const half = (value: number) => Math.floor(value / 2);
const bytes = (text: string) => Buffer.from(text, 'hex');
const hex = (hash: Buffer) => hash.toString('hex');

/** The hash of a leaf by RFC 6962, in hex; the prefix keeps it apart from that of a node. */
export function leafHash(text: string): string {
  return createHash('sha256').update(LEAF).update(text, 'utf8').digest('hex');
}

/** The root of a tree over hashes of leaves (RFC 6962, 2.1). */
export function merkleRoot(leaves: readonly string[]): string {
  return hex(rootOf(leaves.map(bytes)));
}

/** The neighbours, from the leaf up, that lead from one leaf to the root (RFC 6962, 2.1.1). */
export function inclusionPath(
  leaves: readonly string[],
  index: number,
): string[] {
  return pathOf(leaves.map(bytes), index).map(hex);
}

/** Where a path of {@link inclusionPath} leads; the root, when the leaf is at that index. */
export function rootFromPath(
  leaf: string,
  { index, size, path }: { index: number; size: number; path: string[] },
): string | undefined {
  if (!(index >= 0 && index < size)) return undefined;
  let hash = bytes(leaf);
  let at = index;
  let last = size - 1;
  for (const neighbour of path) {
    if (last === 0) return undefined;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(bytes(neighbour), hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      hash = nodeHash(hash, bytes(neighbour));
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 ? hex(hash) : undefined;
}

function rootOf(leaves: Buffer[]): Buffer {
  if (leaves.length === 0) return createHash('sha256').digest();
  if (leaves.length === 1) return leaves[0];
  const left = leftSize(leaves.length);
  return nodeHash(rootOf(leaves.slice(0, left)), rootOf(leaves.slice(left)));
}

function pathOf(leaves: Buffer[], index: number): Buffer[] {
  if (leaves.length <= 1) return [];
  const left = leftSize(leaves.length);
  return index < left
    ? [...pathOf(leaves.slice(0, left), index), rootOf(leaves.slice(left))]
    : [
        ...pathOf(leaves.slice(left), index - left),
        rootOf(leaves.slice(0, left)),
      ];
}

/** The largest power of two below the size. */
function leftSize(size: number): number {
  let left = 1;
  while (left * 2 < size) left *= 2;
  return left;
}

function nodeHash(left: Buffer, right: Buffer): Buffer {
  return createHash('sha256').update(NODE).update(left).update(right).digest();
}
