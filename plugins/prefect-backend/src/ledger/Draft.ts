import type { EntryKind, LedgerEntry } from '@backstage-prefect/ledger-verify';

/** What an entry says, before it has its place in the chain. */
export type Draft = { readonly kind: EntryKind } & Partial<
  Omit<LedgerEntry, 'v' | 'id' | 'at' | 'writer' | 'seq' | 'prev' | 'kind'>
>;

/** An entry in its place, as it is stored. */
export type EntryRow = {
  readonly writer: string;
  readonly seq: number;
  readonly hash: string;
  readonly at: string;
  readonly kind: EntryKind;
  readonly ends: string | null;
  readonly person: string | null;
  readonly behalf: string | null;
  readonly action: string | null;
  readonly instance: string | null;
  readonly deployment: string | null;
  readonly run: string | null;
  readonly door: string | null;
  readonly allowed: boolean | null;
  readonly entry: string;
};
