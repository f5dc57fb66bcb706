// What needs somebody, by team: it knows the last run of every deployment.
import { compareReads } from './lib/compareReads.ts';
import { READS } from './lib/reads.ts';

const DEPLOYMENTS = 200;
const AT_ONCE = 10;

await compareReads({
  name: 'overview',
  what: 'Milliseconds for the overview, which knows the last run and the week of all 500 deployments, at 100,000 runs; Prefect is asked for the last run of 200 of them, ten at the same time. Besides: a page of 200 deployments, each with its last 20 runs',
  target: 'p95 ≤ 25 ms',
  portal: READS.overview,
  prefect: async (post, _, { deployed }) => {
    const left = deployed.slice(0, DEPLOYMENTS).values();
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (const { id } of left) {
          await post('/flow_runs/filter', {
            deployments: { id: { any_: [id] } },
            sort: 'START_TIME_DESC',
            limit: 1,
          });
        }
      }),
    );
  },
  besides: {
    deploymentsPage: ask => ask('/deployments?limit=200'),
    chartsOfTeams: ask => ask('/charts?by=owner&points=28&limit=10'),
  },
});
