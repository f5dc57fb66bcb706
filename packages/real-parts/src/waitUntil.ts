import { setTimeout as sleep } from 'node:timers/promises';

/** How long to wait for something, and how often to look, in milliseconds. */
export interface Patience {
  deadlineMs: number;
  everyMs?: number;
  /** Ends the waiting early. */
  signal?: AbortSignal;
}

/**
 * Asks `probe` until it answers something truthy; a probe that throws is asked
 * again. Answers `undefined` when the deadline has passed
 * or the waiting was ended.
 */
export async function waitUntil<T>(
  probe: () => Promise<T>,
  { deadlineMs, everyMs = 100, signal }: Patience,
): Promise<T | undefined> {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const answer = await probe().catch(() => undefined);
    if (answer) return answer;
    if (signal?.aborted || Date.now() >= end) return undefined;
    await sleep(everyMs);
  }
}
