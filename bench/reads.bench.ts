// What people read most, answered by the portal and by Prefect itself.
import { compareReads, type Question } from './lib/compareReads.ts';
import { lastWeek, queryOf, READS } from './lib/reads.ts';
import { saveResult } from './lib/saveResult.ts';

/** Teams of the bench's catalog. */
const TEAMS = 40;
const COMPONENTS = 50;
const OVERVIEW = { deployments: 200, atOnce: 10 };

const teamOf = (sample: number) => `group:default/team-${sample % TEAMS}`;

/** A component with 10 deployments; Prefect is asked for all of them at the same time. */
const entityTab: Question = {
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
};

/** The portal answers for all 500 deployments; Prefect is asked for the last run of 200. */
const overview: Question = {
  target: 'p95 ≤ 25 ms',
  portal: READS.overview,
  prefect: async (post, _, { deployed }) => {
    const left = deployed.slice(0, OVERVIEW.deployments).values();
    await Promise.all(
      Array.from({ length: OVERVIEW.atOnce }, async () => {
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
};

const newestRuns: Question = {
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
      ask(`/runs?${queryOf({ limit: 50, owner: teamOf(sample) })}`),
    failed: ask => ask('/runs?limit=50&state=FAILED'),
    ofOneDay: ask => {
      const since = new Date(Date.now() - 86_400_000).toISOString();
      return ask(`/runs?${queryOf({ limit: 50, since })}`);
    },
  },
};

const history: Question = {
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
      const owner = teamOf(sample);
      return ask(`/runs/history?${queryOf({ since, until, buckets, owner })}`);
    },
  },
};

saveResult({
  name: 'reads',
  what: "Milliseconds of what people read most, at 500 deployments and 100,000 runs, of the portal and of Prefect in the same run: an entity's tab (10 deployments with the last 20 runs of each), the overview, the newest 50 of all runs with how many there are, and the chart of a week of all runs by state",
  target: 'As each says',
  measured: await compareReads({ entityTab, overview, newestRuns, history }),
});
