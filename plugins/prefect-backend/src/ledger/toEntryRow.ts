import {
  canonicalize,
  entryId,
  leafHash,
  type LedgerEntry,
} from '@backstage-prefect/ledger-verify';
import type { Draft, EntryRow } from './Draft';

/** Where an entry stands. */
export type Place = {
  readonly writer: string;
  readonly seq: number;
  readonly prev: string | null;
  readonly at: string;
};

/** Gives a draft its place in the chain. */
export function toEntryRow(draft: Draft, place: Place): EntryRow {
  const { writer, seq } = place;
  const entry: LedgerEntry = {
    ...draft,
    ...place,
    v: 1,
    id: entryId(writer, seq),
  };
  const text = canonicalize(entry);
  const { principal, onBehalfOf, action, resource, door, decision } = draft;
  return {
    writer,
    seq,
    hash: leafHash(text),
    at: place.at,
    kind: draft.kind,
    ends: column(draft.of, 96),
    person: column(principal?.ref, 255),
    behalf: column(onBehalfOf?.ref, 255),
    action: column(action, 64),
    instance: column(resource?.instance, 63),
    deployment: column(resource?.deployment, 64),
    run: column(resource?.run, 64),
    door: column(door, 32),
    allowed: decision?.allowed ?? null,
    entry: text,
  };
}

/** Only to find it by: what does not fit is cut, and Postgres takes no NUL. */
function column(text: string | undefined, longest: number): string | null {
  return text?.slice(0, longest).replaceAll('\0', '\ufffd') ?? null;
}
