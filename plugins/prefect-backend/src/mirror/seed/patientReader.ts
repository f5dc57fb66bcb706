import {
  type PrefectReader,
  PrefectUnreachableError,
} from '@backstage-prefect/backstage-plugin-prefect-node';

type Patience = {
  /** Waits, ms; ends early and without an error when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly random: () => number;
  readonly signal: AbortSignal;
};

const TRIES = 8;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/**
 * Reads runs from a Prefect that may be busy: waits as long as it asks for, or longer each
 * time, where others would give up. For work that nobody waits for.
 */
export function patientReader(
  reader: PrefectReader,
  { sleep, random, signal }: Patience,
): PrefectReader {
  return {
    ...reader,
    readRuns: async query => {
      for (let tries = 1; ; tries++) {
        try {
          return await reader.readRuns(query);
        } catch (error) {
          if (!(error instanceof PrefectUnreachableError)) throw error;
          if (tries === TRIES || signal.aborted) throw error;
          const waitMs = error.retryAfterMs ?? backOff(tries, random);
          await sleep(Math.min(waitMs, LONGEST_WAIT_MS), signal);
        }
      }
    },
  };
}

/** Half of it fixed, half of it random. */
function backOff(tries: number, random: () => number): number {
  const ceiling = FIRST_WAIT_MS * 2 ** (tries - 1);
  return ceiling / 2 + (random() * ceiling) / 2;
}
