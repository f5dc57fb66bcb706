import {
  entryId,
  type Finding,
  type LedgerReport,
} from '@backstage-prefect/ledger-verify';
import type { Knex } from 'knex';

/** Where the ledger is broken first, and what of it can be relied on. */
export type Break = {
  /** Id of the first entry that is concerned; undefined when the finding names none. */
  readonly entry?: string;
  readonly code: string;
  readonly message: string;
  /** ISO: what was recorded before verifies. */
  readonly goodBefore?: string;
  /** ISO: what was recorded from then on verifies again; undefined when nothing does. */
  readonly goodFrom?: string;
};

type Placed = Finding & { readonly writer: string; readonly seq: number };

/** What a finding concerns, as far as the rest of the ledger tells. */
type Concerned = {
  readonly finding: Placed;
  /** When its entry was recorded, or the last one before it that is there. */
  readonly at: string;
  /** When the first entry after its stretch was recorded. */
  readonly after: string | undefined;
};

/** What a report of findings means for whoever wants to know which entries to rely on. */
export async function findBreak(
  db: Knex,
  { integrity, completeness, tail }: LedgerReport,
): Promise<Break> {
  const findings = [integrity, completeness, tail].flatMap(each => [
    ...each.findings,
  ]);
  const concerned: Concerned[] = [];
  for (const finding of findings.filter(isPlaced)) {
    concerned.push(await readConcerned(db, finding));
  }
  const [first] = concerned.toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const [{ code, message }] = first ? [first.finding] : findings;
  return {
    entry: first && entryId(first.finding.writer, first.finding.seq),
    code,
    message,
    goodBefore: first?.at || undefined,
    // One that has no place may concern everything.
    goodFrom: findings.every(isPlaced) ? lastAfter(concerned) : undefined,
  };
}

function isPlaced(finding: Finding): finding is Placed {
  return finding.writer !== undefined && finding.seq !== undefined;
}

async function readConcerned(db: Knex, finding: Placed): Promise<Concerned> {
  const { writer, seq } = finding;
  const entriesOf = () => db('ledger_entries').where({ writer });
  const here = await entriesOf()
    .where('seq', '<=', seq)
    .orderBy('seq', 'desc')
    .first('at');
  // A checkpoint signs a stretch as a whole, so the whole is in doubt.
  const stretch = await db('ledger_checkpoints')
    .where({ writer })
    .where('to_seq', '>=', seq)
    .orderBy('to_seq')
    .first('to_seq');
  const next = stretch
    ? await entriesOf()
        .where('seq', '>', Number(stretch.to_seq))
        .orderBy('seq')
        .first('at')
    : undefined;
  return { finding, at: here?.at ?? '', after: next?.at };
}

function lastAfter(concerned: readonly Concerned[]): string | undefined {
  const after = concerned.map(each => each.after);
  if (after.length === 0 || after.includes(undefined)) return undefined;
  return after.toSorted().at(-1);
}
