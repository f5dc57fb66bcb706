import type { Run } from '@backstage-prefect/backstage-plugin-prefect-common';
import { formatDuration } from './format';
import { useNow } from './useNow';

/** Milliseconds in words; nothing for nothing. */
export function Duration({ ms }: { ms: number | null }) {
  return <>{ms === null ? '–' : formatDuration(ms)}</>;
}

/** How long a run took, ticking while it runs. */
export function RunDuration({
  run,
}: {
  run: Pick<Run, 'state' | 'start' | 'durationMs'>;
}) {
  return run.state.type === 'RUNNING' && run.start ? (
    <Ticking since={run.state.timestamp} before={run.durationMs ?? 0} />
  ) : (
    <Duration ms={run.start ? run.durationMs : null} />
  );
}

function Ticking({ since, before }: { since: string; before: number }) {
  const elapsed = useNow(1).getTime() - Date.parse(since);
  return <>{formatDuration(before + Math.max(0, elapsed))}</>;
}
