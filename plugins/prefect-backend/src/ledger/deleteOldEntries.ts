import type { Knex } from 'knex';
import { transact } from '../transact';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What was deleted. */
export type Deleted = { readonly entries: number; readonly since: string };

/**
 * Deletes what is older than the retention, in whole stretches from the oldest on, so that
 * what stays can be verified as before. What is not sealed stays.
 */
export async function deleteOldEntries(
  db: Knex,
  { retentionDays, nowMs }: { retentionDays: number; nowMs: number },
): Promise<Deleted | undefined> {
  const since = new Date(nowMs - retentionDays * DAY_MS).toISOString();
  const old: Array<{ writer: string; to: number | string; number: number }> =
    await db('ledger_checkpoints as old')
      .join('ledger_writers as writers', 'writers.writer', 'old.writer')
      .where('old.at', '<', since)
      // Whoever goes on needs its newest checkpoint to go on from.
      .where(either =>
        either
          .where('writers.is_over', true)
          .orWhere('old.number', '<', db.ref('writers.number')),
      )
      .groupBy('old.writer')
      .select('old.writer as writer')
      .max({ to: 'old.to_seq', number: 'old.number' });
  if (old.length === 0) return undefined;
  return transact(db, async tx => {
    let entries = 0;
    for (const { writer, to, number } of old) {
      entries += await tx('ledger_entries')
        .where({ writer })
        .where('seq', '<=', to)
        .delete();
      await tx('ledger_checkpoints')
        .where({ writer })
        .where('number', '<=', number)
        .delete();
    }
    await tx('ledger_writers')
      .where({ is_over: true })
      .whereNotExists(
        tx('ledger_entries')
          .select(tx.raw('1'))
          .whereRaw('ledger_entries.writer = ledger_writers.writer'),
      )
      .delete();
    await tx('ledger_facts')
      .insert({ name: 'since', value: since })
      .onConflict('name')
      .merge();
    return { entries, since };
  });
}
