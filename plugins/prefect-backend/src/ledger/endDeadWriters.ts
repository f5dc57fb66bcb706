import type { LedgerEntry } from '@backstage-prefect/ledger-verify';
import type { EntryWriter } from './EntryWriter';
import type { LedgerStore } from './LedgerStore';
import type { Sealer } from './Sealer';

/** A process that gave no sign of life for so long is taken for dead, ms. */
const SILENT_MS = 30_000;
const PAGE = 200;

/**
 * Ends what processes left open that died in the middle of an act: nobody knows whether it
 * was done. Then seals what they wrote, so that its end cannot be cut off.
 */
export async function endDeadWriters(deps: {
  readonly store: LedgerStore;
  readonly entries: Pick<EntryWriter, 'add'>;
  readonly sealer: Sealer;
}): Promise<void> {
  const { store, entries, sealer } = deps;
  for (const writer of await store.claimDead(SILENT_MS)) {
    for (;;) {
      const open = await store.openIntents(writer, PAGE);
      await Promise.all(
        open.map(text => {
          const { id, action, resource, principal }: LedgerEntry =
            JSON.parse(text);
          return entries.add(
            {
              kind: 'unknown',
              of: id,
              action,
              resource,
              principal,
              outcome: { status: 'unknown' },
            },
            'once',
          );
        }),
      );
      if (open.length < PAGE) break;
    }
    await sealer.seal(writer, { last: 'final' });
    await store.over(writer);
  }
}
