// The first page of the list of all runs.
import { compareReads } from './lib/compareReads.ts';
import { READS } from './lib/reads.ts';

await compareReads({
  name: 'newestRuns',
  what: 'Milliseconds for the newest 50 of all runs, with how many there are, at 500 deployments and 100,000 runs',
  target: 'p95 ≤ 20 ms',
  portal: READS.newestRuns,
  prefect: post =>
    post('/flow_runs/filter', {
      flow_runs: { start_time: { before_: new Date().toISOString() } },
      sort: 'START_TIME_DESC',
      limit: 50,
    }),
  besides: {
    ofOneTeam: (ask, sample) =>
      ask(`/runs?limit=50&owner=group:default/team-${sample % 40}`),
    failed: ask => ask('/runs?limit=50&state=FAILED'),
    ofOneDay: ask =>
      ask(
        `/runs?limit=50&since=${new Date(
          Date.now() - 86_400_000,
        ).toISOString()}`,
      ),
  },
});
