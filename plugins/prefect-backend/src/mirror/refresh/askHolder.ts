import { PrefectUnreachableError } from '@backstage-prefect/backstage-plugin-prefect-node';
import type { Refresh, RefreshStore } from './RefreshStore';

export type AskHolderDeps = {
  readonly requests: Pick<RefreshStore, 'ask' | 'outcomeOf' | 'remove'>;
  /** Wakes the holder. */
  readonly ring: () => Promise<void>;
  /** Milliseconds that pass evenly, whatever is done to the clock. */
  readonly elapsed: () => number;
  readonly sleep: (ms: number) => Promise<void>;
};

/** Longer than it takes until another process follows when the holder dies. */
const PATIENCE_MS = 15_000;
const LOOK_EVERY_MS = 50;

/**
 * Has the holder read something from Prefect, and returns when that is in the tables.
 *
 * @throws PrefectUnreachableError when the holder could not, or there is none
 */
export async function askHolder(
  { requests, ring, elapsed, sleep }: AskHolderDeps,
  refresh: Refresh,
): Promise<void> {
  const askedAt = elapsed();
  const id = await requests.ask(refresh);
  await ring();
  while (elapsed() - askedAt < PATIENCE_MS) {
    const outcome = await requests.outcomeOf(id);
    if (outcome.is === 'done') return;
    if (outcome.is === 'failed') {
      await requests.remove(id);
      throw new PrefectUnreachableError(outcome.problem);
    }
    await sleep(LOOK_EVERY_MS);
  }
  await requests.remove(id);
  throw new PrefectUnreachableError(
    'What Prefect holds now could not be read, because no process of the portal follows it at the moment. Another takes over by itself; try again then.',
  );
}
