/** One thing that is wrong, or that somebody should know. */
export type Finding = {
  /** Stays the same; programs look at it. */
  readonly code: FindingCode;
  readonly message: string;
  readonly writer?: string;
  readonly seq?: number;
  /** Of the export, from 1. */
  readonly line?: number;
};

/** What can be found. */
export type FindingCode =
  // integrity
  | 'unreadable'
  | 'changed'
  | 'wrong-root'
  | 'bad-signature'
  | 'unknown-key'
  | 'out-of-order'
  | 'repeated'
  | 'foreign-entry'
  | 'time-goes-back'
  | 'fork'
  // completeness
  | 'missing-entries'
  | 'missing-checkpoint'
  | 'missing-writer'
  | 'open-intent'
  | 'stray-outcome'
  // tail
  | 'no-seal'
  | 'after-seal'
  | 'cut-tail'
  | 'unsealed'
  | 'older-than-anchor'
  | 'too-old';

/**
 * `ok`; `broken`: something was found; `unproven`: nothing was found, but what is missing
 * leaves a part that cannot be checked.
 */
export type Verdict = 'ok' | 'broken' | 'unproven';

/** One of the three questions and its answer. */
export type Judgement = {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
};

/** What is known of an export. */
export type LedgerReport = {
  /** `ok` when all three are. */
  readonly verdict: 'ok' | 'broken';
  /** Is what is there as it was written? */
  readonly integrity: Judgement;
  /** Is nothing missing between the first and the last? */
  readonly completeness: Judgement;
  /** Is the end the end? */
  readonly tail: Judgement;
  readonly counts: {
    readonly entries: number;
    readonly intents: number;
    readonly outcomes: number;
    readonly unknown: number;
    readonly denials: number;
    readonly checkpoints: number;
    readonly writers: number;
  };
  /** Acts that were under way when the export was made. */
  readonly underWay: readonly string[];
  /** When the export was made, by its seal. */
  readonly sealedAt: string | null;
  /** What is older was deleted by the retention. */
  readonly since: string | null;
  /** Whether an anchor was compared: without one, an older export is as good as a newer. */
  readonly anchored: boolean;
};
