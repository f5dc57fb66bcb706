import { canonicalize } from './canonicalize.ts';
import type { Checkpoint, LedgerEntry, Seal, Signed } from './forms.ts';

const ENTRY_KINDS = [
  'intent',
  'outcome',
  'denial',
  'heartbeat',
  'unknown',
  'key',
  'read',
];

type Fields = Record<string, unknown>;

const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) > 0;
const isTime = (value: unknown): boolean =>
  isText(value) && !Number.isNaN(Date.parse(value));

/** A line of an export; undefined when it is none, or not in its one canonical form. */
export function readLine(
  text: string,
): LedgerEntry | Signed<Checkpoint> | Signed<Seal> | undefined {
  try {
    const value = JSON.parse(text);
    if (canonicalize(value) !== text) return undefined;
    return isEntry(value) || isCheckpoint(value) || isSeal(value)
      ? value
      : undefined;
  } catch {
    return undefined;
  }
}

function isEntry(value: Fields): value is Fields & LedgerEntry {
  return (
    ENTRY_KINDS.includes(String(value.kind)) &&
    isText(value.id) &&
    isTime(value.at) &&
    isText(value.writer) &&
    isCount(value.seq) &&
    (value.prev === null || isText(value.prev)) &&
    (value.of === undefined || isText(value.of))
  );
}

function isCheckpoint(value: Fields): value is Fields & Signed<Checkpoint> {
  return (
    value.kind === 'checkpoint' &&
    isText(value.writer) &&
    isCount(value.number) &&
    isCount(value.from) &&
    isCount(value.to) &&
    value.from <= value.to &&
    isText(value.root) &&
    isText(value.head) &&
    isTime(value.at) &&
    typeof value.final === 'boolean' &&
    isListOf(value.witnessed, isWitnessed) &&
    isListOf(value.endorsements, isEndorsement) &&
    isSignedText(value)
  );
}

function isSeal(value: Fields): value is Fields & Signed<Seal> {
  return (
    value.kind === 'seal' &&
    isTime(value.at) &&
    (value.since === null || isTime(value.since)) &&
    isListOf(value.writers, isSealedWriter) &&
    isListOf(value.endorsements, isEndorsement) &&
    isSignedText(value)
  );
}

function isWitnessed({ writer, number, hash, at }: Fields): boolean {
  return isText(writer) && isCount(number) && isText(hash) && isTime(at);
}

function isSealedWriter({ writer, from, to, checkpoint }: Fields): boolean {
  return isText(writer) && isCount(from) && isCount(to) && isText(checkpoint);
}

function isEndorsement(value: Fields): boolean {
  return (
    value.kind === 'endorsement' &&
    isText(value.publicKey) &&
    isSignedText(value)
  );
}

function isSignedText({ key, signature }: Fields): boolean {
  return isText(key) && isText(signature);
}

function isListOf(value: unknown, is: (item: Fields) => boolean): boolean {
  return Array.isArray(value) && value.every(item => item && is(item));
}
