import type { TestDatabaseId } from '@backstage/backend-test-utils';
import { verifyLedger, verifyProof } from '@backstage-prefect/ledger-verify';
import type { Knex } from 'knex';
import { policiesOf } from '../../__testUtils__/starterPolicies';
import {
  migratedDatabase,
  testDatabases,
} from '../../__testUtils__/testDatabases';
import type { Principal } from '../../access';
import type { Act } from '../../ledger';
import { givenDeployment } from '../__testUtils__/insertRows';
import { person, TestWorld, uuid } from '../__testUtils__/TestWorld';
import type { ListLedger } from './listLedger';

jest.setTimeout(60_000);

/** Auditors read all, but what forbids them to; Ines reads what is about instances. */
const POLICIES = policiesOf(`
@id("everyone-view") permit (principal is User, action == Action::"view", resource);
@id("owners-audit") permit (principal, action == Action::"audit", resource) when { principal in resource.owners };
@id("auditors-audit") permit (principal in Group::"group:default/auditors", action == Action::"audit", resource);
@id("not-people") forbid (principal, action == Action::"audit", resource) when { resource.tags.contains("people") } unless { principal in resource.owners || principal in Group::"group:default/chief" };
@id("instances-audit") permit (principal == User::"user:default/ines", action == Action::"audit", resource is Instance) when { resource.instance == "production" };
`);

const mina = person('mina', 'group:default/team-orders');
const jo = person('jo', 'group:default/others');
const ada = person('ada', 'group:default/auditors');
const chief = person('cleo', 'group:default/auditors', 'group:default/chief');
const ines = person('ines');

const ORDERS = uuid(1);
const PAYROLL = uuid(2);
const UNSETTLED = uuid(3);

const act = (resource: Act['resource'], over: Partial<Act> = {}): Act => ({
  principal: { kind: 'user', ref: 'user:default/mina' },
  action: 'run-start',
  resource,
  door: 'portal',
  decision: { allowed: true, policies: ['owners-run'], version: 'abc' },
  ...over,
});

const production = { instance: 'production' };

describe.each(testDatabases.eachSupportedId())(
  'reading the ledger on %s',
  databaseId => {
    let db: Knex;
    let world: TestWorld;
    /** Names of entries by their id. */
    let names: Map<string, string>;

    beforeEach(async () => {
      db = await migratedDatabase(databaseId as TestDatabaseId);
      world = new TestWorld({
        db,
        policies: POLICIES,
        instances: ['production', 'dev'],
      });
      await givenDeployment(db, { id: ORDERS, title: 'orders/hourly' });
      await givenDeployment(db, {
        id: PAYROLL,
        title: 'payroll/monthly',
        owner: 'group:default/people',
        tags: ['people'],
      });
      names = new Map();
    });

    async function record(name: string, given: Act): Promise<string> {
      world.nowMs += 1_000;
      const id = await world.ledger.intent(given);
      names.set(id, name);
      return id;
    }

    async function recordAll(): Promise<void> {
      await record('orders', act({ ...production, deployment: ORDERS }));
      await record('payroll', act({ ...production, deployment: PAYROLL }));
      await record('unsettled', act({ ...production, deployment: UNSETTLED }));
      await record('run without', act({ ...production, run: uuid(9) }));
      await record('dev', act({ instance: 'dev', run: uuid(8) }));
      await record('old', act({ instance: 'old', deployment: ORDERS }));
      await record('about nothing', act({}));
    }

    const list = (by: Principal, query: Partial<ListLedger> = {}) =>
      world.runs.listLedger(by, { limit: 50, ...query });

    const shown = async (by: Principal, query: Partial<ListLedger> = {}) =>
      (await list(by, query)).items.flatMap(({ id }) => names.get(id) ?? []);

    const readings = async () => {
      const rows = await db('ledger_entries')
        .where({ kind: 'read' })
        .orderBy('position')
        .select('entry');
      return rows.map(({ entry }) => JSON.parse(entry));
    };

    async function textOf(by: Principal, format: 'jsonl' | 'ocsf' | 'csv') {
      const file = await world.runs.exportLedger(by, { format });
      let text = '';
      for await (const chunk of file.chunks) text += chunk;
      return { ...file, text };
    }

    it.each<[string, Principal, string[], string, string | null]>([
      [
        'an owner what is theirs',
        mina,
        ['orders'],
        'some',
        'You see what the ledger has about 1 deployment. The rest is not yours to audit.',
      ],
      [
        'who may audit nothing nothing, and why',
        jo,
        [],
        'nothing',
        'You may not read what the ledger has about any deployment: no policy lets you audit one. Whoever owns a deployment usually may; ask whoever runs the portal.',
      ],
      [
        'who may audit an instance what nothing is known of there',
        ines,
        ['run without', 'unsettled'],
        'some',
        'You see what the ledger has about the instance production. The rest is not yours to audit.',
      ],
      [
        'an auditor all but what is forbidden',
        ada,
        ['about nothing', 'old', 'dev', 'run without', 'unsettled', 'orders'],
        'some',
        'You see what the ledger has about 1 deployment and the instances production, dev. The rest is not yours to audit.',
      ],
      [
        'whom nothing is forbidden everything',
        chief,
        [
          'about nothing',
          'old',
          'dev',
          'run without',
          'unsettled',
          'payroll',
          'orders',
        ],
        'everything',
        null,
      ],
    ])('shows %s', async (_, by, expected, audits, sentence) => {
      await recordAll();
      const page = await list(by);
      expect(page.items.flatMap(({ id }) => names.get(id) ?? [])).toEqual(
        expected,
      );
      expect(page).toMatchObject({ audits, sentence });
    });

    it('answers of what may not be audited as of what is not there', async () => {
      await recordAll();
      const [id] = [...names].find(([, name]) => name === 'payroll')!;
      for (const by of [jo, mina, ada]) {
        for (const asked of [id, 'nobody.1']) {
          await expect(world.runs.getLedgerEntry(by, asked)).rejects.toThrow(
            'Not here, deleted, or not yours to see.',
          );
          await expect(
            world.runs.proveLedgerEntry(by, asked),
          ).rejects.toMatchObject({ code: 'PREFECT_NOT_FOUND' });
        }
      }
      await expect(world.runs.getLedgerEntry(chief, id)).resolves.toMatchObject(
        { item: { id, title: 'payroll/monthly' } },
      );
    });

    it('shows an act with its end, and finds it by the run that it made', async () => {
      const id = await record(
        'start',
        act({ ...production, deployment: ORDERS }),
      );
      await record('other', act({ ...production, deployment: ORDERS }));
      const operated = await record(
        'cancel',
        act(
          { ...production, deployment: ORDERS, run: uuid(7) },
          { action: 'run-cancel' },
        ),
      );
      world.nowMs += 5_000;
      await world.ledger.outcome(id as never, {
        status: 'succeeded',
        resource: { run: uuid(7) },
      });
      await world.ledger.outcome(operated as never, {
        status: 'refused',
        code: 'PREFECT_REFUSED',
      });

      const { items } = await list(mina, { run: uuid(7) });

      expect(items).toEqual([
        expect.objectContaining({
          id: operated,
          outcome: {
            status: 'refused',
            code: 'PREFECT_REFUSED',
            at: new Date(world.nowMs).toISOString(),
          },
        }),
        {
          id,
          at: expect.any(String),
          kind: 'intent',
          principal: { kind: 'user', ref: 'user:default/mina' },
          onBehalfOf: null,
          action: 'run-start',
          instance: 'production',
          deployment: ORDERS,
          title: 'orders/hourly',
          run: uuid(7),
          door: 'portal',
          decision: { allowed: true, policies: ['owners-run'], version: 'abc' },
          outcome: {
            status: 'succeeded',
            code: null,
            at: new Date(world.nowMs).toISOString(),
          },
        },
      ]);
    });

    it('gives for the id of an end the act that it ends', async () => {
      const id = await record(
        'start',
        act({ ...production, deployment: ORDERS }),
      );
      await world.ledger.outcome(id as never, { status: 'succeeded' });
      const { ended } = await world.runs.getLedgerEntry(mina, id);

      const found = await world.runs.getLedgerEntry(mina, String(ended?.id));

      expect(found.item.id).toBe(id);
      expect(found.ended).toEqual(ended);
    });

    it('finds by each of the filters', async () => {
      const deployment = { ...production, deployment: ORDERS };
      await record('start', act(deployment, { parameters: { region: '50%' } }));
      await record('cancel', act(deployment, { action: 'run-cancel' }));
      await record('agent', {
        ...act(deployment, { door: 'actions' }),
        principal: { kind: 'workload', ref: 'agent:assistant' },
        onBehalfOf: { kind: 'user', ref: 'user:default/jo' },
      });
      const between = new Date(world.nowMs).toISOString();
      await record('dev', act({ instance: 'dev', run: uuid(8) }));
      world.nowMs += 1_000;
      names.set(
        await world.ledger.denial(
          act(deployment, {
            principal: { kind: 'user', ref: 'user:default/jo' },
            decision: { allowed: false },
          }),
        ),
        'denied',
      );

      for (const [query, expected] of [
        [{ person: 'jo' }, ['denied']],
        [{ person: 'User:Default/Jo' }, ['denied']],
        [{ person: 'agent:assistant' }, ['agent']],
        [{ onBehalfOf: 'jo' }, ['agent']],
        [{ action: 'run-cancel' }, ['cancel']],
        [{ instance: 'dev' }, ['dev']],
        [
          { deployment: ORDERS, decision: 'allowed' },
          ['agent', 'cancel', 'start'],
        ],
        [{ run: uuid(8) }, ['dev']],
        [{ decision: 'denied' }, ['denied']],
        [{ door: 'actions' }, ['agent']],
        [{ since: between, decision: 'allowed' }, ['dev', 'agent']],
        [{ until: between }, ['cancel', 'start']],
        [{ q: ' 50% ' }, ['start']],
        [{ q: 'nowhere' }, []],
      ] as const) {
        expect([query, await shown(chief, query)]).toEqual([query, expected]);
      }
    });

    it('goes on from page to page, each entry once', async () => {
      await recordAll();
      const named = ({ items }: Awaited<ReturnType<typeof list>>) =>
        items.flatMap(({ id }) => names.get(id) ?? []);
      const first = await list(ada, { limit: 4 });
      const next = await list(ada, { limit: 4, cursor: first.nextCursor! });
      expect(next.nextCursor).toBeNull();
      // The reading is the newest; the second page is the same reading.
      expect([first, next].map(named)).toEqual([
        ['about nothing', 'old', 'dev'],
        ['run without', 'unsettled', 'orders'],
      ]);
    });

    it('records who reads what before it shows anything, and the same again once a minute', async () => {
      await list(mina, { q: 'payouts' });
      await list(mina, { q: 'payouts', cursor: '3' });
      await Promise.all([1, 2].map(() => list(jo, { q: 'payouts' })));
      world.nowMs += 59_000;
      await list(mina, { q: 'payouts' });
      await list({ ...mina, door: 'actions' }, { q: 'payouts' });
      world.nowMs += 1_000;
      await list(mina, { q: 'payouts' });
      await expect(world.runs.getLedgerEntry(jo, 'a.1')).rejects.toThrow();

      expect(
        (await readings()).map(({ principal, action, door, meta }) => [
          principal.ref.split('/')[1],
          action,
          door,
          meta,
        ]),
      ).toEqual([
        ['mina', 'ledger-list', 'portal', { filter: { q: 'payouts' } }],
        ['jo', 'ledger-list', 'portal', { filter: { q: 'payouts' } }],
        ['mina', 'ledger-list', 'actions', { filter: { q: 'payouts' } }],
        ['mina', 'ledger-list', 'portal', { filter: { q: 'payouts' } }],
        ['jo', 'ledger-entry', 'portal', { entry: 'a.1' }],
      ]);
    });

    it('shows nothing when the reading cannot be recorded, and records it once it can', async () => {
      await recordAll();
      const read = jest
        .spyOn(world.ledger, 'read')
        .mockRejectedValueOnce(new Error('The ledger cannot be written'));

      await expect(list(mina)).rejects.toThrow('cannot be written');
      await expect(list(mina)).resolves.toMatchObject({ audits: 'some' });
      expect(read).toHaveBeenCalledTimes(2);
    });

    it('proves an entry to who has the key and nothing else', async () => {
      const id = await record(
        'start',
        act({ ...production, deployment: ORDERS }),
      );
      const proof = await world.runs.proveLedgerEntry(mina, id);
      const { keys } = await world.runs.getLedgerState();

      const pems = keys.map(({ publicKey }) => publicKey);
      expect(verifyProof(proof as never, pems)).toBeUndefined();
      const changed = { ...proof, entry: { ...proof.entry, action: 'other' } };
      expect(verifyProof(changed as never, pems)).toMatch(/not one of those/);
    });

    it('exports everything as lines that verify, for who may audit everything', async () => {
      await recordAll();
      const { text, fileName, contentType } = await textOf(chief, 'jsonl');
      const { keys } = await world.runs.getLedgerState();

      expect(fileName).toMatch(/^ledger-2026-11-24T12-00-07\.jsonl$/);
      expect(contentType).toBe('application/x-ndjson');
      const report = await verifyLedger(text.trimEnd().split('\n'), {
        keys: keys.map(({ publicKey }) => publicKey),
        now: world.nowMs,
      });
      expect(report).toMatchObject({
        verdict: 'ok',
        // With the key, and with this export.
        counts: { entries: 9, intents: 7 },
      });
      expect(await readings()).toMatchObject([
        { action: 'ledger-export', meta: { format: 'jsonl', filter: {} } },
      ]);
    });

    it.each([
      ['an owner', mina],
      ['an auditor to whom something is forbidden', ada],
    ])('refuses %s the whole ledger, and records it', async (_, by) => {
      await recordAll();
      await expect(
        world.runs.exportLedger(by, { format: 'jsonl' }),
      ).rejects.toMatchObject({ code: 'PREFECT_DENIED' });
      const denied = await list(chief, { decision: 'denied' });
      expect(denied.items).toMatchObject([
        { action: 'ledger-export', principal: { ref: by.ref } },
      ]);
    });

    it('takes no filter for the whole ledger', async () => {
      await expect(
        world.runs.exportLedger(chief, { format: 'jsonl', person: 'mina' }),
      ).rejects.toMatchObject({ code: 'PREFECT_INVALID_REQUEST' });
    });

    it('exports what the list shows as CSV and OCSF, and records each time', async () => {
      await recordAll();
      const csv = await textOf(mina, 'csv');
      const ocsf = await textOf(mina, 'ocsf');
      await textOf(mina, 'ocsf');

      expect(csv.text.split('\r\n')).toEqual([
        expect.stringMatching(/^id,time,kind,who,/),
        expect.stringContaining(`,orders/hourly,${ORDERS},`),
        '',
      ]);
      expect(csv).toMatchObject({
        contentType: 'text/csv',
        fileName: expect.stringMatching(/\.csv$/),
      });
      const lines = ocsf.text.trimEnd().split('\n');
      expect(lines.map(line => JSON.parse(line).class_uid)).toEqual([6003]);
      expect(await readings()).toHaveLength(3);
    });

    it('exports all pages, without a line twice', async () => {
      await Promise.all(
        Array.from({ length: 750 }, () =>
          world.ledger.intent(act({ ...production, deployment: ORDERS })),
        ),
      );
      const { text } = await textOf(mina, 'csv');
      const ids = text
        .trimEnd()
        .split('\r\n')
        .slice(1)
        .map(line => line.split(',')[0]);
      expect([ids.length, new Set(ids).size]).toEqual([750, 750]);
    });

    it('tells how it stands with the whole ledger before it was ever verified', async () => {
      expect(await world.runs.getLedgerState()).toMatchObject({
        state: 'unchecked',
        isChecking: false,
        checkedAt: null,
        broken: null,
        keys: [{ id: expect.any(String) }],
      });
    });
  },
);
