// Data of an entity's tab: ten deployments, each with its last twenty runs.
import { compareReads } from './lib/compareReads.ts';
import { READS } from './lib/reads.ts';

const COMPONENTS = 50;

await compareReads({
  name: 'entityTab',
  what: "Milliseconds for the data of an entity's tab with 10 deployments and the last 20 runs of each, at 500 deployments and 100,000 runs; Prefect is asked for the runs of the 10 at the same time",
  target: 'p95 ≤ 20 ms, no request to Prefect',
  portal: READS.entityTab,
  prefect: (post, sample, { company, deployed }) => {
    const { deployments } = company.components[sample % COMPONENTS];
    return Promise.all(
      deployments.map(number =>
        post('/flow_runs/filter', {
          deployments: { id: { any_: [deployed[number].id] } },
          sort: 'START_TIME_DESC',
          limit: 20,
        }),
      ),
    );
  },
});
