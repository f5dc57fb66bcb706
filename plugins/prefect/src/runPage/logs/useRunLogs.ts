import type { RunDetail } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { onLogs, prefectApiRef } from '../../api';
import { type LogSnapshot, RunLogLines } from './RunLogLines';

const PAGE = 5_000;
/** A Prefect that does not stream its logs sends no signal either; ms. */
const POLL_MS = 2_000;

/** The run's log, kept up to date; `refresh` tries again after an error. */
export function useRunLogs(run: RunDetail): LogSnapshot & {
  refresh(): void;
} {
  const api = useApi(prefectApiRef);
  const { instance, id } = run;
  const [log] = useState(
    () =>
      new RunLogLines((after, signal) =>
        api.listRunLogs({ instance, id, after, limit: PAGE }, { signal }),
      ),
  );
  const snapshot = useSyncExternalStore(log.subscribe, log.getSnapshot);

  // A new state brings last lines, or a retry's first ones.
  const { timestamp } = run.state;
  useEffect(() => void log.refresh(), [log, timestamp]);
  useEffect(
    () => onLogs(runs => runs.includes(id) && void log.refresh()),
    [log, id],
  );
  const isLive = snapshot.state !== 'complete';
  useEffect(() => {
    if (!isLive) return undefined;
    const timer = setInterval(() => void log.refresh(), POLL_MS);
    return () => clearInterval(timer);
  }, [log, isLive]);
  return { ...snapshot, refresh: () => void log.refresh() };
}
