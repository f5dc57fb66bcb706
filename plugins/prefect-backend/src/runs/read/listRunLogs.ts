import type { LogLine } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Principal } from '../../access';
import type { Key } from '../../mirror';
import type { LogTails } from '../logs';
import type { RunsDeps } from '../RunsDeps';
import { findRun } from './findRun';
import { isTerminal } from './isTerminal';
import { keyOf } from './ownership';
import type { RunRow } from './RunRow';

/** Lines that are asked for. */
export type ListRunLogs = {
  readonly run: Key;
  /** The position that an earlier answer gave; 0 is the start. */
  readonly after: number;
  readonly limit: number;
};

/** Lines in the order in which they became known. */
export type RunLogs = {
  readonly lines: LogLine[];
  /** Position to ask from next time. */
  readonly next: number;
  /** The run has ended and there is nothing after these lines. */
  readonly complete: boolean;
};

/** Log lines of a run after a position; the run's tail is shared by all who ask. */
export async function listRunLogs(
  deps: RunsDeps & { readonly logTails: LogTails },
  by: Principal,
  { run, after, limit }: ListRunLogs,
): Promise<RunLogs> {
  const row = await findRun(deps, by, run);
  const tail = deps.logTails.of(keyOf(row.instance, row.id), {
    runId: row.id,
    reader: deps.instances.reader(row.instance),
    clock: deps.clock,
  });
  const tailed = { endedAt: endOf(row) };
  // Who is still catching up need not wait for the newest.
  if (after + limit > tail.length) {
    await tail.refresh(tailed);
    deps.logTails.trim();
  }
  const lines = tail.slice(after, after + limit);
  const next = after + lines.length;
  return {
    lines,
    next,
    complete: next >= tail.length && tail.isComplete(tailed),
  };
}

function endOf({ state_type, state_timestamp }: RunRow): number | undefined {
  return isTerminal(state_type) ? Date.parse(state_timestamp) : undefined;
}
