import type { Knex } from 'knex';
import {
  migratedDatabase,
  testDatabases,
} from '../../__testUtils__/testDatabases';
import { givenDeployment } from '../__testUtils__/insertRows';
import { person, TestWorld, uuid } from '../__testUtils__/TestWorld';

const jo = person('jo', 'group:default/team-payments');
const hana = person('hana', 'group:default/team-hr');

const SINCE = '2026-11-20T00:00:00.000000Z';

describe.each(testDatabases.eachSupportedId())(
  'ownership health on %s',
  databaseId => {
    let db: Knex;
    let world: TestWorld;
    /** Entities that the catalog lets nobody read. */
    let secrets: string[];

    beforeEach(async () => {
      db = await migratedDatabase(databaseId);
      secrets = [];
      world = new TestWorld({
        db,
        instances: ['dev', 'production'],
        mayRead: ref => !secrets.includes(ref),
      });
    });

    let nextId = 1;
    const givenProblem = (
      problem: string,
      title: string,
      over: Record<string, unknown> = {},
    ) => {
      nextId += 1;
      return db('ownership_problems').insert({
        id: `p${nextId}`,
        problem,
        title,
        since: SINCE,
        ...over,
      });
    };

    /** An unowned deployment with its problem. */
    const givenUnowned = async (
      id: string,
      title: string,
      over: Record<string, unknown> = {},
      more: object = {},
    ) => {
      await givenDeployment(db, { id, title, owner: null, ...more });
      await givenProblem('unowned', title, {
        instance: 'production',
        deployment_id: id,
        fix_value: `production:${title}`,
        ...over,
      });
    };

    const health = (
      request: Partial<
        Parameters<TestWorld['runs']['getOwnershipHealth']>[1]
      > = {},
      by = jo,
    ) => world.runs.getOwnershipHealth(by, { limit: 50, ...request });

    const titles = async (...args: Parameters<typeof health>) =>
      (await health(...args)).items.map(
        ({ deployment, annotation }) => deployment?.title ?? annotation?.value,
      );

    const guessFrom = (id: string, instance = 'production') => ({
      likely_owner: 'group:default/team-orders',
      likely_entity: 'component:default/orders',
      likely_title: 'Orders',
      likely_reason: 'same-flow',
      because_instance: instance,
      because_id: id,
      edit_url: 'https://git.example.com/edit',
    });

    it('tells of each what is wrong, since when, who likely owns it and how to settle it', async () => {
      await givenDeployment(db, { id: uuid(1), title: 'etl/hourly' });
      await givenUnowned(uuid(2), 'etl/nightly', guessFrom(uuid(1)));

      expect(await health()).toEqual({
        items: [
          {
            id: expect.any(String),
            problem: 'unowned',
            instance: 'production',
            environment: 'production',
            deployment: {
              instance: 'production',
              id: uuid(2),
              title: 'etl/nightly',
            },
            entity: null,
            entityTitle: null,
            annotation: null,
            since: SINCE,
            owners: [],
            guess: {
              owner: 'group:default/team-orders',
              entity: 'component:default/orders',
              entityTitle: 'Orders',
              reason: 'same-flow',
              because: {
                instance: 'production',
                id: uuid(1),
                title: 'etl/hourly',
              },
              tag: null,
            },
            suggestions: [],
            fix: {
              annotation: 'prefect.io/deployment',
              value: 'production:etl/nightly',
            },
            editUrl: 'https://git.example.com/edit',
          },
        ],
        totalCount: 1,
        nextCursor: null,
        counts: {
          problems: [{ problem: 'unowned', count: 1 }],
          instances: [{ instance: 'production', count: 1 }],
          owners: [{ owner: 'group:default/team-orders', count: 1 }],
        },
      });
    });

    it('tells nobody of what they may not view, in lists and counts', async () => {
      const restricted = { sensitivity: 'restricted' } as const;
      await givenUnowned(uuid(1), 'etl/open');
      await givenUnowned(uuid(2), 'etl/secret', {}, restricted);
      await givenDeployment(db, {
        id: uuid(3),
        title: 'hr/shared',
        owner: 'group:default/team-hr',
        ...restricted,
      });
      await givenProblem('shared', 'hr/shared', {
        instance: 'production',
        deployment_id: uuid(3),
      });
      // Of an instance that is configured no more.
      await givenUnowned(uuid(4), 'etl/gone', { instance: 'gone' });

      expect(await titles()).toEqual(['etl/open']);
      expect((await health()).counts.problems).toEqual([
        { problem: 'unowned', count: 1 },
      ]);
      expect(await titles({}, hana)).toEqual(['etl/open', 'hr/shared']);
    });

    it('tells no guess that is made from what one may not view', async () => {
      await givenDeployment(db, {
        id: uuid(1),
        title: 'etl/secret',
        owner: 'group:default/team-hr',
        sensitivity: 'restricted',
      });
      await givenUnowned(uuid(2), 'etl/nightly', guessFrom(uuid(1)));

      const answer = await health();
      expect(answer.items[0]).toMatchObject({
        guess: null,
        fix: null,
        editUrl: null,
      });
      expect(answer.counts.owners).toEqual([{ owner: null, count: 1 }]);
      expect(await titles({ owner: ['group:default/team-orders'] })).toEqual(
        [],
      );
      expect((await health({}, hana)).counts.owners).toEqual([
        { owner: 'group:default/team-orders', count: 1 },
      ]);
    });

    it('tells of annotations only where the catalog lets one read the entity, with what was meant', async () => {
      await givenDeployment(db, { id: uuid(1), title: 'etl/hourly' });
      for (const name of ['orders', 'secret']) {
        await givenProblem('unmatched', `production:etl/hourli`, {
          subject: `component:default/${name}`,
          subject_title: name,
          annotation: 'prefect.io/deployment',
          team_ref: `group:default/team-${name}`,
        });
      }
      secrets = ['component:default/secret'];

      const answer = await health();
      expect(answer.items).toMatchObject([
        {
          problem: 'unmatched',
          deployment: null,
          entity: 'component:default/orders',
          annotation: {
            name: 'prefect.io/deployment',
            value: 'production:etl/hourli',
          },
          owners: ['group:default/team-orders'],
          suggestions: ['production:etl/hourly'],
        },
      ]);
      expect(answer.counts).toMatchObject({
        instances: [],
        owners: [{ owner: 'group:default/team-orders', count: 1 }],
      });
    });

    it('counts what is shared for each of its owners', async () => {
      await givenDeployment(db, { id: uuid(1), title: 'etl/x' });
      await db('deployment_owners').insert({
        instance: 'production',
        deployment_id: uuid(1),
        owner_ref: 'group:default/team-payments',
      });
      await givenProblem('shared', 'etl/x', {
        instance: 'production',
        deployment_id: uuid(1),
      });

      const { items, counts, totalCount } = await health();
      expect(items[0].owners).toEqual([
        'group:default/team-orders',
        'group:default/team-payments',
      ]);
      expect(totalCount).toBe(1);
      expect(counts.owners).toEqual([
        { owner: 'group:default/team-orders', count: 1 },
        { owner: 'group:default/team-payments', count: 1 },
      ]);
      expect(await titles({ owner: ['GROUP:default/team-payments'] })).toEqual([
        'etl/x',
      ]);
    });

    it('filters by kind, instance, owner and text; each count leaves its own filter out', async () => {
      await givenUnowned(uuid(1), 'etl/a');
      await givenUnowned(
        uuid(2),
        'etl/b',
        { instance: 'dev', problem: 'claimed' },
        { instance: 'dev' },
      );

      expect(await titles({ problem: ['claimed'] })).toEqual(['etl/b']);
      expect(await titles({ instance: ['production'] })).toEqual(['etl/a']);
      expect(await titles({ q: 'TL/B' })).toEqual(['etl/b']);
      expect(await titles({ owner: ['none'] })).toEqual(['etl/a', 'etl/b']);
      const { counts, totalCount } = await health({
        problem: ['claimed'],
        instance: ['dev'],
      });
      expect(totalCount).toBe(1);
      expect(counts).toMatchObject({
        problems: [{ problem: 'claimed', count: 1 }],
        instances: [{ instance: 'dev', count: 1 }],
      });
      expect((await health({ problem: ['claimed'] })).counts.problems).toEqual([
        { problem: 'claimed', count: 1 },
        { problem: 'unowned', count: 1 },
      ]);
    });

    it('pages by name', async () => {
      for (let number = 10; number < 20; number++) {
        await givenUnowned(uuid(number), `etl/${number % 3}`);
      }
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await health({ limit: 4, cursor });
        expect(page.totalCount).toBe(10);
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(new Set(seen).size).toBe(10);
    });
  },
);
