// The chart above the list of runs: counts of a week by state.
import { compareReads } from './lib/compareReads.ts';
import { lastWeek, READS } from './lib/reads.ts';

await compareReads({
  name: 'history',
  what: 'Milliseconds for the chart of a week of all runs by state, at 500 deployments and 100,000 runs',
  target: 'p95 ≤ 20 ms',
  portal: READS.history,
  prefect: post => {
    const { since, until, stepSeconds } = lastWeek();
    return post('/flow_runs/history', {
      history_start: since,
      history_end: until,
      history_interval_seconds: stepSeconds,
    });
  },
  besides: {
    ofOneTeam: (ask, sample) => {
      const { since, until, buckets } = lastWeek();
      return ask(
        `/runs/history?since=${since}&until=${until}&buckets=${buckets}&owner=group:default/team-${
          sample % 40
        }`,
      );
    },
  },
});
