/** What an entry is about. */
export type EntryKind =
  | 'intent'
  | 'outcome'
  | 'denial'
  | 'heartbeat'
  | 'unknown'
  | 'key'
  | 'read';

/** Who: a user, a workload or a run, by its reference. */
export type Party = { readonly kind: string; readonly ref: string };

/** What an act is about. */
export type LedgerResource = {
  readonly instance?: string;
  readonly deployment?: string;
  readonly run?: string;
  readonly [name: string]: string | undefined;
};

/** What was decided, and by what. */
export type Decided = {
  readonly allowed: boolean;
  readonly policy?: string;
  readonly policies?: readonly string[];
  /** Of the set of policies. */
  readonly version?: string;
  /** Id of the grant that allowed what no policy does. */
  readonly grant?: string;
};

/** How an act ended. */
export type EntryOutcome = {
  /**
   * `succeeded`; `refused` by Prefect; `failed` and not done; `unknown`: it may have been
   * done, nobody knows.
   */
  readonly status: 'succeeded' | 'refused' | 'failed' | 'unknown';
  /** A code of the errors, where it did not succeed. */
  readonly code?: string;
};

/** One line of the ledger. Its hash is that of a leaf over its canonical text. */
export type LedgerEntry = {
  readonly v: 1;
  /** `<writer>.<seq>` */
  readonly id: string;
  /** ISO, with milliseconds. Never before that of the entry before. */
  readonly at: string;
  /** The process that wrote it. */
  readonly writer: string;
  /** From 1, without a gap. */
  readonly seq: number;
  /** Hash of the writer's entry before; null in its first. */
  readonly prev: string | null;
  readonly kind: EntryKind;
  readonly principal?: Party;
  readonly onBehalfOf?: Party;
  readonly action?: string;
  readonly resource?: LedgerResource;
  readonly door?: string;
  readonly decision?: Decided;
  /** With a mask for every secret. */
  readonly parameters?: unknown;
  /** HMAC-SHA-256 over the canonical text of the parameters as they were sent. */
  readonly digest?: string;
  /** Of an outcome, an unknown: the id of the intent that it ends. */
  readonly of?: string;
  readonly outcome?: EntryOutcome;
  readonly meta?: Record<string, unknown>;
};

/** Something with the signature of a key over its canonical text without the signature. */
export type Signed<T> = T & {
  /** Id of the key. */
  readonly key: string;
  /** Ed25519, base64. */
  readonly signature: string;
};

/** What one key says of another: that it may sign from now on. */
export type Endorsement = Signed<{
  readonly kind: 'endorsement';
  /** PEM. */
  readonly publicKey: string;
}>;

/** The newest checkpoint of another writer, as the one who signs saw it. */
export type Witnessed = {
  readonly writer: string;
  readonly number: number;
  readonly hash: string;
  readonly at: string;
};

/** Seals a stretch of one writer's entries. */
export type Checkpoint = {
  readonly kind: 'checkpoint';
  readonly v: 1;
  readonly writer: string;
  /** From 1, without a gap. */
  readonly number: number;
  /** The sequence numbers of the first and the last entry that it seals. */
  readonly from: number;
  readonly to: number;
  /** Of the Merkle tree over these entries. */
  readonly root: string;
  /** Hash of the entry `to`. */
  readonly head: string;
  /** Hash of the writer's checkpoint before. */
  readonly prev: string | null;
  readonly at: string;
  /** Nothing comes after it: the writer has ended. */
  readonly final: boolean;
  /** So that a writer which is taken away as a whole is missed. */
  readonly witnessed: readonly Witnessed[];
  /** By older keys, of the one that signs. */
  readonly endorsements: readonly Endorsement[];
};

/** What an export has of one writer. */
export type SealedWriter = {
  readonly writer: string;
  readonly from: number;
  readonly to: number;
  /** Hash of the last checkpoint. */
  readonly checkpoint: string;
};

/** The last line of an export. */
export type Seal = {
  readonly kind: 'seal';
  readonly v: 1;
  readonly at: string;
  /** What is older has been deleted, as the retention asks; null when nothing was. */
  readonly since: string | null;
  readonly writers: readonly SealedWriter[];
  /** By older keys, of the one that signs. */
  readonly endorsements: readonly Endorsement[];
};
