import { inWords } from './duration';
import { LATE_AFTER_MS } from './late';
import { isRecord, parseJson } from './json';
import type { RunRow } from './RunRow';

/** What is known of the pool that a run waits for. */
export type PoolFacts = {
  readonly name: string;
  readonly paused: boolean;
  readonly workersOnline: number;
};

type Waiting = Pick<
  RunRow,
  | 'state_type'
  | 'state_name'
  | 'state_details'
  | 'expected_start'
  | 'next_scheduled_start'
>;

/** Why a run waits, in a sentence; null for a run that does not. */
export function waiting(
  run: Waiting,
  pool: PoolFacts | undefined,
  nowMs: number,
): string | null {
  if (run.state_type === 'PAUSED') return waitsForPeople(run, nowMs);
  if (run.state_type === 'PENDING') return 'A worker is starting it.';
  if (run.state_type !== 'SCHEDULED') return null;
  if (run.state_name === 'AwaitingRetry') return 'Waits to be tried again.';
  if (run.state_name === 'AwaitingConcurrencySlot') {
    return 'Waits for a slot: as many runs as allowed are running.';
  }
  return waitsForWorker(run, pool, nowMs);
}

/** The answer that a paused run waits for; undefined when it waits for none. */
export function inputKeys(
  stateDetails: string,
): { schema: string; description: string } | undefined {
  const keys = parseJson<Record<string, unknown>>(
    stateDetails,
    {},
  ).run_input_keyset;
  if (!isRecord(keys) || typeof keys.schema !== 'string') return undefined;
  return { schema: keys.schema, description: String(keys.description ?? '') };
}

/** When a paused run fails if nobody resumes it; null when it waits for ever. */
export function pausedUntil(stateDetails: string): string | null {
  const until = parseJson<Record<string, unknown>>(
    stateDetails,
    {},
  ).pause_timeout;
  return typeof until === 'string' ? until : null;
}

function waitsForPeople(run: Waiting, nowMs: number): string {
  const what = inputKeys(run.state_details)
    ? 'Waits for input'
    : 'Waits to be resumed';
  const until = pausedUntil(run.state_details);
  if (!until) return `${what}.`;
  const left = Date.parse(until) - nowMs;
  return left > 0
    ? `${what}. Fails in ${inWords(left)} if nobody answers.`
    : `${what}, but its time is over: it will fail.`;
}

function waitsForWorker(
  run: Waiting,
  pool: PoolFacts | undefined,
  nowMs: number,
): string | null {
  const due = run.next_scheduled_start ?? run.expected_start;
  const lateMs = due ? nowMs - Date.parse(due) : 0;
  if (run.state_name !== 'Late' && lateMs < LATE_AFTER_MS) return null;
  return `Late ${inWords(lateMs)}: ${whyLate(pool)}`;
}

function whyLate(pool: PoolFacts | undefined): string {
  if (!pool) return 'nobody has picked it up.';
  if (pool.paused) return `work pool ${pool.name} is paused.`;
  if (pool.workersOnline === 0) return `no worker polls pool ${pool.name}.`;
  return `pool ${pool.name} has workers, but none has taken it; a limit may be reached.`;
}
