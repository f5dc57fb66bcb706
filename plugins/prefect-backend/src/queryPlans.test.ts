import type { TestDatabaseId } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import {
  COMPANY,
  componentOf,
  deploymentKey,
  insertCompany,
  NUMBER_OF,
  runKey,
  teamOf,
} from './__testUtils__/insertCompany';
import { insertGrants } from './__testUtils__/insertGrants';
import { sentStatements } from './__testUtils__/plans/sentStatements';
import { wholeReads } from './__testUtils__/plans/wholeReads';
import { migratedDatabase, testDatabases } from './__testUtils__/testDatabases';
import { FeedReader } from './feed/FeedReader';
import { SearchReader } from './feed/SearchReader';
import { NewsStore } from './mirror/news/NewsStore';
import { person, TestWorld } from './runs/__testUtils__/TestWorld';

jest.setTimeout(60_000);

/** They grow with all that ever runs. */
const RUNS = [
  'runs',
  'run_tags',
  'run_days',
  'run_slots',
  'mirror_news',
  'grants',
];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PAGE = 50;
/** The last runs that a deployment shows. */
const STRIP = 20;
/** Days of a week's statistics: the first and the last are not whole. */
const WEEK = 8;
const MOST_TASKS = 2_000;

const mina = person('mina', teamOf(0));
const [production, dev] = COMPANY.instances;

/** What a case asks with. */
class Asking {
  readonly world: TestWorld;
  readonly feed: FeedReader;
  readonly search: SearchReader;
  readonly news: NewsStore;

  constructor(db: Knex) {
    this.world = new TestWorld({
      db,
      instances: COMPANY.instances,
      prefect: { readTaskRuns: async () => [] },
    });
    this.feed = new FeedReader(this.world.deps);
    this.search = new SearchReader(this.world.deps);
    this.news = new NewsStore(db);
  }

  get runs() {
    return this.world.runs;
  }

  /** RFC 3339, by whole hours. */
  ago(ms: number): string {
    const hour = Math.floor(this.world.nowMs / HOUR_MS) * HOUR_MS;
    return new Date(hour - ms).toISOString();
  }

  page(filter: object = {}) {
    return this.runs.listRuns(mina, { limit: PAGE, ...filter });
  }

  deployments(filter: object = {}) {
    return this.runs.listDeployments(mina, {
      limit: PAGE,
      sort: 'title',
      ...filter,
    });
  }

  history(filter: object = {}) {
    return this.runs.runHistory(mina, {
      buckets: 24,
      since: this.ago(DAY_MS),
      until: this.ago(0),
      ...filter,
    });
  }

  feedPage(page: object = {}) {
    const instance = this.world.deps.instances.get(production);
    return this.feed.deployments(instance, {
      ids: undefined,
      cursor: undefined,
      limit: PAGE,
      ...page,
    });
  }
}

type Case = {
  readonly name: string;
  readonly ask: (asking: Asking) => Promise<unknown>;
  /** Rows that a statement of it may answer; as many as there are deployments unless told. */
  readonly most?: number;
  /**
   * What it may walk over: all deployments, of which there are hundreds, because it judges or
   * orders each; or a table until a page is full, because most rows fit.
   */
  readonly walks?: 'all deployments' | 'to the end of a page';
};

const cases: Case[] = [
  {
    name: "an entity's tab with the last runs of its deployments",
    ask: ({ runs }) =>
      runs.getEntityAutomation(mina, { entity: componentOf(0), days: 7 }),
    most: COMPANY.deploymentsPerComponent * STRIP,
  },
  {
    name: 'the overview',
    ask: ({ runs }) => runs.getOverview(mina, {}),
    most: COMPANY.deployments * WEEK,
    walks: 'all deployments',
  },
  {
    name: "a team's overview",
    ask: ({ runs }) => runs.getOverview(mina, { owner: [teamOf(0)] }),
    walks: 'all deployments',
  },

  {
    name: 'the newest of all runs',
    ask: asking => asking.page(),
    walks: 'to the end of a page',
  },
  {
    name: 'the next page of all runs',
    ask: async asking =>
      asking.page({ cursor: (await asking.page()).nextCursor }),
    walks: 'to the end of a page',
  },
  {
    name: 'the newest runs of an instance that has most of them',
    ask: asking => asking.page({ instance: [production] }),
    walks: 'to the end of a page',
  },
  {
    name: 'the newest runs with sub-flows',
    ask: asking => asking.page({ subflows: true }),
    walks: 'to the end of a page',
  },
  {
    name: 'the runs ahead and the newest',
    ask: asking => asking.page({ future: true }),
    walks: 'to the end of a page',
  },
  {
    name: 'the newest runs that completed or run',
    ask: asking => asking.page({ state: ['COMPLETED', 'RUNNING'] }),
    walks: 'to the end of a page',
  },
  {
    name: 'the newest runs of an instance that has few of them',
    ask: asking => asking.page({ instance: [dev] }),
  },
  {
    name: 'the newest runs of a team',
    ask: asking => asking.page({ owner: [teamOf(0)] }),
  },
  {
    name: 'the newest runs of nobody, of which there are none',
    ask: asking => asking.page({ owner: ['none'] }),
    // No place fits, which SQLite learns only when it looks.
    walks: 'to the end of a page',
  },
  {
    name: 'the newest runs of an entity',
    ask: asking => asking.page({ entity: [componentOf(0)] }),
  },
  {
    name: 'the newest runs of a deployment',
    ask: asking => asking.page({ deployment: [deploymentKey(0).id] }),
  },
  {
    name: 'the newest runs that failed',
    ask: asking => asking.page({ state: ['FAILED'] }),
  },
  {
    name: "a team's newest runs that failed or crashed",
    ask: asking =>
      asking.page({ owner: [teamOf(0)], state: ['FAILED', 'CRASHED'] }),
  },
  {
    name: 'the late runs',
    ask: asking => asking.page({ state: ['LATE'] }),
  },
  {
    name: 'the runs of a day',
    ask: asking =>
      asking.page({ since: asking.ago(2 * DAY_MS), until: asking.ago(DAY_MS) }),
  },
  {
    name: "a team's runs of a day that failed",
    ask: asking =>
      asking.page({
        owner: [teamOf(0)],
        state: ['FAILED'],
        since: asking.ago(2 * DAY_MS),
        until: asking.ago(DAY_MS),
      }),
  },

  { name: 'the history of a day', ask: asking => asking.history() },
  {
    name: 'the history of a day until this minute',
    ask: asking => asking.history({ since: undefined, until: undefined }),
  },
  {
    name: 'the history of a team',
    ask: asking => asking.history({ owner: [teamOf(0)] }),
  },
  {
    name: 'the history of what failed or is late, which is not tallied',
    ask: asking => asking.history({ state: ['FAILED', 'LATE'] }),
  },
  {
    name: 'charts by deployment',
    ask: ({ runs }) =>
      runs.getCharts(mina, { by: 'deployment', limit: 20, points: 48 }),
    walks: 'all deployments',
  },
  {
    name: 'charts by owner',
    ask: ({ runs }) =>
      runs.getCharts(mina, { by: 'owner', limit: 20, points: 48 }),
    walks: 'all deployments',
  },

  {
    name: 'the deployments',
    ask: asking => asking.deployments(),
    most: PAGE * STRIP,
    walks: 'all deployments',
  },
  {
    name: 'the next page of deployments',
    ask: async asking =>
      asking.deployments({ cursor: (await asking.deployments()).nextCursor }),
    most: PAGE * STRIP,
    walks: 'all deployments',
  },
  {
    name: 'the deployments by next run',
    ask: asking => asking.deployments({ sort: 'nextRun' }),
    most: PAGE * STRIP,
    walks: 'all deployments',
  },
  {
    name: 'the failing deployments',
    ask: asking => asking.deployments({ health: ['failing'] }),
    most: PAGE * STRIP,
    walks: 'all deployments',
  },
  {
    name: 'a deployment',
    ask: ({ runs }) => runs.getDeployment(mina, deploymentKey(0)),
    most: STRIP,
  },

  {
    name: 'a run',
    ask: ({ runs }) => runs.getRun(mina, runKey(NUMBER_OF.healthy, 1)),
    most: WEEK,
  },
  {
    name: 'a run in a long row of failures',
    ask: ({ runs }) => runs.getRun(mina, runKey(NUMBER_OF.failing, 0)),
    most: WEEK,
  },
  {
    name: 'the sub-flows of a run that has many',
    ask: ({ runs }) =>
      runs.listRunTasks(mina, runKey(NUMBER_OF.withSubflows, 1)),
    most: MOST_TASKS,
  },

  {
    name: 'what is planned for a day',
    ask: ({ runs }) => runs.listSchedules(mina, { limit: PAGE }),
    most: PAGE * WEEK,
    walks: 'all deployments',
  },
  {
    name: 'the load of the work pools in a day',
    ask: ({ runs }) => runs.getPoolLoad(mina, { buckets: 24 }),
    most: COMPANY.deployments * WEEK,
    walks: 'all deployments',
  },

  {
    name: "a page of the catalog's feed",
    ask: asking => asking.feedPage(),
    most: PAGE + 1,
    walks: 'to the end of a page',
  },
  {
    name: "the next page of the catalog's feed",
    ask: async asking =>
      asking.feedPage({ cursor: (await asking.feedPage()).nextCursor }),
    most: PAGE + 1,
    walks: 'to the end of a page',
  },
  {
    name: 'a page of what search finds',
    ask: ({ search }) => search.deployments({ cursor: undefined, limit: PAGE }),
    most: PAGE + 1,
    walks: 'all deployments',
  },
  {
    name: 'news since a moment ago',
    ask: ({ news }) =>
      news.readAfter(
        new Map([
          [production, COMPANY.news - 10],
          [dev, COMPANY.news - 1],
        ]),
      ),
    most: 11,
  },
  {
    name: 'where the news end',
    ask: ({ news }) => news.positions(COMPANY.instances),
    most: 1,
    walks: 'to the end of a page',
  },
  {
    name: "a person's grants",
    ask: ({ runs }) => runs.listGrants(mina, { of: 'mine', limit: PAGE }),
  },
  {
    name: 'the grants that wait for a person',
    ask: ({ runs }) => runs.listGrants(mina, { of: 'approvals', limit: PAGE }),
  },
  {
    name: 'the grants whose time is over',
    ask: ({ runs }) => runs.expireGrants(),
  },
];

/** SQLite plans by the words alone until somebody has it count. */
const databases: { name: string; id: TestDatabaseId; analyze: string[] }[] = [
  { name: 'SQLite', id: 'SQLITE_3', analyze: [] },
  { name: 'SQLite with statistics', id: 'SQLITE_3', analyze: ['analyze'] },
  { name: 'Postgres', id: 'POSTGRES_15', analyze: ['analyze'] },
];

describe.each(databases.filter(({ id }) => testDatabases.supports(id)))(
  'on $name no table of runs is read whole, and no more rows than are shown, for',
  ({ id, analyze }) => {
    let db: Knex;
    let asking: Asking;

    beforeAll(async () => {
      db = await migratedDatabase(id);
      asking = new Asking(db);
      await insertCompany(db, asking.world.nowMs);
      await insertGrants(db, asking.world.nowMs);
      for (const statement of analyze) await db.raw(statement);
    });

    /** Postgres does well to read all of a table of hundreds of rows when it needs some. */
    const tablesOf = (walks: Case['walks']) =>
      walks === 'all deployments' || id !== 'SQLITE_3'
        ? RUNS
        : [...RUNS, 'deployments'];

    it.each(cases)(
      '$name',
      async ({ ask, most = COMPANY.deployments, walks }) => {
        const sent = await sentStatements(db, () => ask(asking));
        const bad = [];
        for (const statement of sent) {
          const { sql, rows } = statement;
          const whole = await wholeReads(db, statement, {
            tables: tablesOf(walks),
            fitting: walks === 'to the end of a page' ? 'most' : 'few',
          });
          if (whole.length > 0 || rows > most) bad.push({ whole, rows, sql });
        }
        expect(sent).not.toEqual([]);
        expect(bad).toEqual([]);
      },
    );
  },
);
