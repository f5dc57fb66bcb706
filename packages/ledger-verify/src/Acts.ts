import type { LedgerEntry } from './forms.ts';
import type { Questions } from './WriterChain.ts';

/** An act may be under way for so long when an export is made. */
const UNDER_WAY_MS = 15 * 60_000;

/** Pairs intents with what ended them, across writers. */
export class Acts {
  readonly counts = {
    entries: 0,
    intents: 0,
    outcomes: 0,
    unknown: 0,
    denials: 0,
  };
  readonly #open = new Map<string, LedgerEntry>();
  /** Ended before their intent was seen: the writer that ended them comes first. */
  readonly #early = new Map<string, LedgerEntry>();
  readonly #ended = new Set<string>();

  add(entry: LedgerEntry): void {
    this.counts.entries += 1;
    if (entry.kind === 'intent') this.#intend(entry);
    if (entry.kind === 'denial') this.counts.denials += 1;
    if (entry.kind === 'outcome' || entry.kind === 'unknown') this.#end(entry);
  }

  /**
   * Tells of intents without an end, and of ends without an intent.
   *
   * @returns the ids of acts that were under way at that time
   */
  judge(
    to: Questions,
    when: { sealedAt: string | null; isGone: (writer: string) => boolean },
    isCut: (intent: string) => boolean,
  ): string[] {
    const now = when.sealedAt ? Date.parse(when.sealedAt) : Infinity;
    const underWay: string[] = [];
    for (const { id, at, writer, seq, action } of this.#open.values()) {
      if (!when.isGone(writer) && now - Date.parse(at) < UNDER_WAY_MS) {
        underWay.push(id);
        continue;
      }
      to.completeness.add({
        code: 'open-intent',
        writer,
        seq,
        message: `${id} (${action}) has no outcome and is not marked unknown.`,
      });
    }
    for (const [intent, { id, writer, seq }] of this.#early) {
      if (isCut(intent)) continue;
      to.completeness.add({
        code: 'stray-outcome',
        writer,
        seq,
        message: `${id} ends ${intent}, which is not here.`,
      });
    }
    return underWay;
  }

  #intend(entry: LedgerEntry): void {
    this.counts.intents += 1;
    if (this.#early.delete(entry.id)) this.#ended.add(entry.id);
    else this.#open.set(entry.id, entry);
  }

  #end(entry: LedgerEntry): void {
    if (entry.kind === 'outcome') this.counts.outcomes += 1;
    else this.counts.unknown += 1;
    const intent = entry.of ?? '';
    // A process that was taken for dead may still tell how it ended.
    if (this.#open.delete(intent)) this.#ended.add(intent);
    else if (!this.#ended.has(intent)) this.#early.set(intent, entry);
  }
}
