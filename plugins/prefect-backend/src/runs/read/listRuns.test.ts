import type { Knex } from 'knex';
import {
  COMPANY,
  componentOf,
  deploymentKey,
  insertCompany,
  NUMBER_OF,
  teamOf,
} from '../../__testUtils__/insertCompany';
import {
  migratedDatabase,
  testDatabases,
} from '../../__testUtils__/testDatabases';
import { person, TestWorld } from '../__testUtils__/TestWorld';
import type { RunRow } from './RunRow';

jest.setTimeout(60_000);

const LIMIT = 40;
const [production, dev] = COMPANY.instances;

/** Owns the first team's deployments, of which one is restricted, as one in twenty is. */
const mina = person('mina', teamOf(0));
const numbers = Array.from({ length: COMPANY.deployments }, (_, n) => n);
const idsOf = (of: (number: number) => boolean) =>
  new Set(numbers.filter(of).map(number => deploymentKey(number).id));
const visible = idsOf(
  number => number % 20 !== 3 || teamOf(number) === teamOf(0),
);
const ofFirstTeam = idsOf(number => teamOf(number) === teamOf(0));
const ofTeam = idsOf(number => teamOf(number) === teamOf(1));
const ofComponent = idsOf(number => componentOf(number) === componentOf(40));
const failing = deploymentKey(NUMBER_OF.failing).id;

type Fits = (run: RunRow, dueMs: number) => boolean;

const at = (run: RunRow) => run.governing_deployment_id ?? '';
const isRoot: Fits = run => run.parent_task_run_id === null;
const hasCome: Fits = (run, dueMs) =>
  run.state_type !== 'SCHEDULED' || dueMs <= 0;
const isShown: Fits = (run, dueMs) => isRoot(run, dueMs) && hasCome(run, dueMs);

describe.each(testDatabases.eachSupportedId())(
  'a page of many runs on %s',
  databaseId => {
    let world: TestWorld;
    let all: RunRow[];

    beforeAll(async () => {
      const db: Knex = await migratedDatabase(databaseId);
      world = new TestWorld({ db, instances: COMPANY.instances });
      await insertCompany(db, world.nowMs);
      await db.raw('analyze');
      all = await db('runs').select();
    });

    /** What a page should have, found without the database. */
    function expected(fits: Fits): string[] {
      const key = (run: RunRow) => `${run.sort_time} ${run.id} ${run.instance}`;
      return all
        .filter(run => visible.has(at(run)))
        .filter(run => {
          const due = run.next_scheduled_start ?? run.expected_start ?? '';
          return fits(run, Date.parse(due) - world.nowMs);
        })
        .toSorted((a, b) => (key(a) < key(b) ? 1 : -1))
        .map(run => run.id);
    }

    it.each<[string, object, Fits]>([
      ['all', {}, isShown],
      ['all with sub-flows', { subflows: true }, hasCome],
      ['all with what is ahead', { future: true }, isRoot],
      [
        'a large instance',
        { instance: [production] },
        (run, due) => isShown(run, due) && run.instance === production,
      ],
      [
        'a small instance',
        { instance: [dev] },
        (run, due) => isShown(run, due) && run.instance === dev,
      ],
      [
        'a team',
        { owner: [teamOf(1)] },
        (run, due) => isShown(run, due) && ofTeam.has(at(run)),
      ],
      [
        'a team with sub-flows',
        { owner: [teamOf(0)], subflows: true },
        (run, due) => hasCome(run, due) && ofFirstTeam.has(at(run)),
      ],
      [
        'an entity',
        { entity: [componentOf(40)] },
        (run, due) => isShown(run, due) && ofComponent.has(at(run)),
      ],
      [
        'a deployment',
        { deployment: [failing] },
        (run, due) => isShown(run, due) && run.deployment_id === failing,
      ],
      ['nobody', { owner: ['none'] }, () => false],
      [
        'one state',
        { state: ['CRASHED'] },
        (run, due) => isShown(run, due) && run.state_type === 'CRASHED',
      ],
      [
        'some of many states',
        { state: ['COMPLETED', 'RUNNING'] },
        (run, due) =>
          isShown(run, due) &&
          ['COMPLETED', 'RUNNING'].includes(run.state_type),
      ],
    ])('is of %s, newest first, with their number', async (_, filter, fits) => {
      const ids = expected(fits);
      const seen: string[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < 3; page++) {
        const answer = await world.runs.listRuns(mina, {
          limit: LIMIT,
          cursor,
          ...filter,
        });
        expect(answer.totalCount).toBe(Math.min(ids.length, 10_001));
        seen.push(...answer.items.map(run => run.id));
        if (!answer.nextCursor) break;
        cursor = answer.nextCursor;
      }
      expect(seen).toEqual(ids.slice(0, 3 * LIMIT));
    });
  },
);
