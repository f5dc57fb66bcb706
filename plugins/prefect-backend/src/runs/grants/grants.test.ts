import type { TestDatabaseId } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { PrefectClient } from '@backstage-prefect/backstage-plugin-prefect-node';
import { PrefectRefusedError } from '@backstage-prefect/backstage-plugin-prefect-node';
import type { LedgerEntry } from '@backstage-prefect/ledger-verify';
import type { Knex } from 'knex';
import { policiesOf } from '../../__testUtils__/starterPolicies';
import {
  migratedDatabase,
  testDatabases,
} from '../../__testUtils__/testDatabases';
import type { GrantId } from '../../grants';
import { givenDeployment, givenRun } from '../__testUtils__/insertRows';
import {
  person,
  production,
  TestWorld,
  uuid,
} from '../__testUtils__/TestWorld';

jest.setTimeout(60_000);

const PAYOUTS = uuid(1);
const HIDDEN = uuid(2);
const RUN = uuid(10);
const HOUR_MS = 3_600_000;

const TEAM = 'group:default/payments';
const lena = person('lena', 'group:default/insights');
const mina = person('mina', TEAM);
const jo = person('jo', TEAM);
const deployment = { instance: production, id: PAYOUTS };

const user = (name: string, groups: string[], email?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { namespace: 'default', name },
  spec: { profile: { displayName: `${name} x`, ...(email && { email }) } },
  relations: groups.map(targetRef => ({ type: 'memberOf', targetRef })),
});

const people = (): Entity[] => [
  user('lena', ['group:default/insights'], 'lena@example.org'),
  user('mina', [TEAM]),
  user('jo', [TEAM]),
];

const schema = {
  type: 'object',
  properties: {
    region: { type: 'string' },
    api_token: { type: 'string', format: 'password' },
  },
};

const PARAMETERS = { region: 'eu', api_token: 'hunter2' };

describe.each(testDatabases.eachSupportedId())('grants on %s', id => {
  let db: Knex;
  let world: TestWorld;
  let sent: Array<{ idempotency_key?: string | null; parameters?: object }>;
  let refusal: Error | undefined;

  beforeAll(async () => {
    db = await migratedDatabase(id as TestDatabaseId);
    await givenDeployment(db, {
      id: PAYOUTS,
      title: 'payouts/nightly',
      owner: TEAM,
      columns: { parameter_schema: JSON.stringify(schema) },
    });
    await givenDeployment(db, {
      id: HIDDEN,
      title: 'hr/salaries',
      owner: TEAM,
      sensitivity: 'restricted',
    });
    await givenRun(db, { id: RUN, deployment: PAYOUTS, state: 'SCHEDULED' });
  });

  beforeEach(async () => {
    await db('grants').delete();
    await db('ledger_entries').delete();
    open();
  });

  function open(
    options: Partial<ConstructorParameters<typeof TestWorld>[0]> = {},
  ): void {
    sent = [];
    refusal = undefined;
    world = new TestWorld({
      db,
      people: people(),
      prefect: {
        validateParameters: async () => ({ valid: true, errors: [] }),
        createFlowRun: async (_, run) => {
          if (refusal) throw refusal;
          sent.push(run as (typeof sent)[number]);
          return { id: RUN } as Awaited<
            ReturnType<PrefectClient['createFlowRun']>
          >;
        },
      } as Partial<PrefectClient>,
      ...options,
    });
  }

  const asked = {
    deployment,
    right: 'run',
    reason: 'INC-204 refund stuck',
    seconds: 3_600,
    uses: 'once',
    parameters: PARAMETERS,
    when: 'approved',
  } as const;

  const ask = (
    changes: Partial<Parameters<typeof world.runs.askGrant>[1]> = {},
  ) => world.runs.askGrant(lena, { ...asked, ...changes });
  const approve = (grant: { id: string }, by = mina) =>
    world.runs.approveGrant(by, { id: grant.id, reason: 'Fine.' });
  const run = (parameters: object = PARAMETERS, idempotencyKey = 'k1') =>
    world.runs.startRun(lena, {
      deployment,
      parameters: { ...parameters },
      idempotencyKey,
    });

  async function story(): Promise<string[]> {
    const rows = await db('ledger_entries').orderBy('position').pluck('entry');
    return rows
      .map((entry: string): LedgerEntry => JSON.parse(entry))
      .filter(({ kind }) => kind !== 'key' && kind !== 'heartbeat')
      .map(({ kind, principal, action, outcome }) =>
        [
          kind,
          principal?.ref.replace('user:default/', ''),
          action,
          outcome?.status,
        ]
          .filter(Boolean)
          .join(' '),
      );
  }

  it('lets a denied person run once what was approved, and tells the whole story', async () => {
    await expect(run()).rejects.toMatchObject({ code: 'PREFECT_DENIED' });

    const grant = await ask();
    expect(grant).toMatchObject({
      state: 'waiting',
      approvers: ['user:default/jo', 'user:default/mina'],
      parameters: { region: 'eu', api_token: '••••••••' },
      rights: { isOwn: true, decide: { allowed: false } },
    });
    await expect(run()).rejects.toMatchObject({ code: 'PREFECT_DENIED' });

    expect(await approve(grant)).toMatchObject({
      state: 'active',
      voices: [{ by: 'user:default/mina', verdict: 'approved' }],
    });
    await run();

    expect(sent).toMatchObject([{ parameters: PARAMETERS }]);
    expect(await world.runs.getGrant(lena, grant.id)).toMatchObject({
      state: 'used',
      run: RUN,
    });
    expect(await story()).toEqual([
      'denial lena run-start',
      'intent lena grant-ask',
      'outcome succeeded',
      'denial lena run-start',
      'intent mina grant-approve',
      'outcome succeeded',
      'intent lena run-start',
      'outcome succeeded',
    ]);
    const [, , , , , , used] = await db('ledger_entries')
      .whereNot({ kind: 'key' })
      .orderBy('position')
      .pluck('entry');
    expect(JSON.parse(used).decision).toMatchObject({
      allowed: true,
      grant: grant.id,
    });
    expect(JSON.stringify(await db('ledger_entries'))).not.toContain('hunter2');
    expect(JSON.stringify(await db('grants'))).not.toContain('hunter2');
  });

  it('is for the parameters that were approved, secrets among them', async () => {
    await approve(await ask());
    for (const other of [
      { region: 'us', api_token: 'hunter2' },
      { region: 'eu', api_token: 'hunter3' },
      { region: 'eu' },
      {},
    ]) {
      await expect(run(other)).rejects.toThrow(
        'your grant is for those that were approved',
      );
    }
    expect(sent).toEqual([]);
    await run({ api_token: 'hunter2', region: 'eu' });
    expect(sent).toHaveLength(1);
  });

  it.each([
    ['later than that', { scheduledTime: '2026-11-28T18:00:00Z' }],
    ['later, within its time', { scheduledTime: '2026-11-24T12:30:00Z' }],
    ['with tags', { tags: ['urgent'] }],
    ['with a name', { name: 'mine' }],
  ])('is not for a run %s, which nobody approved', async (_, more) => {
    await approve(await ask());
    await expect(
      world.runs.startRun(lena, {
        deployment,
        parameters: PARAMETERS,
        idempotencyKey: 'k1',
        ...more,
      }),
    ).rejects.toMatchObject({ code: 'PREFECT_DENIED' });
    expect(sent).toEqual([]);
  });

  it('is not for a run with other defaults than those that were approved', async () => {
    await approve(await ask());
    const defaults = (parameters: object) =>
      db('deployments')
        .where({ id: PAYOUTS })
        .update({ parameters: JSON.stringify(parameters) });
    await defaults({ amount: 10_000 });
    await expect(run()).rejects.toMatchObject({ code: 'PREFECT_DENIED' });
    await defaults({});
    await run();
  });

  it('is used once: the same request again gives the same run, another is denied', async () => {
    await approve(await ask());
    await run(PARAMETERS, 'k1');
    await expect(run(PARAMETERS, 'k2')).rejects.toMatchObject({
      code: 'PREFECT_DENIED',
    });
    await expect(run({ region: 'us' }, 'k1')).rejects.toMatchObject({
      code: 'PREFECT_DENIED',
    });
    expect(sent).toHaveLength(1);

    await expect(run(PARAMETERS, 'k1')).resolves.toMatchObject({ id: RUN });
    // Prefect answers the run of this key, and makes no other.
    expect(sent.map(each => each.idempotency_key)).toEqual([
      `${PAYOUTS}:k1`,
      `${PAYOUTS}:k1`,
    ]);
  });

  it('starts one run when it is used several times at once', async () => {
    await approve(await ask());
    const ended = await Promise.allSettled(
      ['k1', 'k2', 'k3', 'k4'].map(key => run(PARAMETERS, key)),
    );
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(
      1,
    );
    expect(sent).toHaveLength(1);
  });

  it('is not used up by a run that Prefect refused', async () => {
    await approve(await ask());
    refusal = new PrefectRefusedError('no');
    await expect(run()).rejects.toBe(refusal);
    refusal = undefined;
    await run();
    expect(sent).toHaveLength(1);
  });

  it('is over with its time, by the clock and in the ledger', async () => {
    const grant = await approve(await ask());
    world.nowMs += HOUR_MS;
    await expect(run()).rejects.toMatchObject({ code: 'PREFECT_DENIED' });

    await world.runs.expireGrants();
    await world.runs.expireGrants();

    expect(await world.runs.getGrant(lena, grant.id)).toMatchObject({
      state: 'expired',
    });
    expect((await story()).filter(line => line.includes('expire'))).toEqual([
      'intent clock grant-expire',
    ]);
  });

  it('is taken back at once, by who may approve or by whose it is', async () => {
    for (const by of [mina, lena]) {
      const grant = await approve(await ask());
      await world.runs.revokeGrant(by, { id: grant.id, reason: 'No more.' });
      await expect(run()).rejects.toMatchObject({ code: 'PREFECT_DENIED' });
    }
  });

  it('gives nothing to others, for another right, or for another deployment', async () => {
    await approve(await ask());
    await expect(
      world.runs.startRun(person('kim', 'group:default/insights'), {
        deployment,
        parameters: PARAMETERS,
        idempotencyKey: 'k',
      }),
    ).rejects.toMatchObject({ code: 'PREFECT_DENIED' });
    await expect(
      world.runs.setDeploymentPaused(lena, { deployment, schedules: 'paused' }),
    ).rejects.toMatchObject({ code: 'PREFECT_DENIED' });
  });

  it('does not make visible what is restricted, nor tells that it is there', async () => {
    await expect(
      ask({ deployment: { instance: production, id: HIDDEN } }),
    ).rejects.toMatchObject({ code: 'PREFECT_NOT_FOUND' });
  });

  describe('separation of duties', () => {
    it.each([
      ['the one who asked', lena, 'PREFECT_DENIED'],
      ['somebody who owns nothing', person('kim'), 'PREFECT_NOT_FOUND'],
    ])('is not approved by %s', async (_, by, code) => {
      const grant = await ask();
      await expect(approve(grant, by)).rejects.toMatchObject({ code });
      expect(await world.deps.grants.find(grant.id)).toMatchObject({
        state: 'waiting',
      });
    });

    it('is not approved by who asked, when they are an owner by then', async () => {
      const grant = await ask();
      await expect(approve(grant, person('lena', TEAM))).rejects.toThrow(
        'it is you who asked',
      );
    });

    it('is not approved through a second identity with the same address', async () => {
      open({
        people: [...people(), user('lena-admin', [TEAM], ' Lena@Example.org ')],
      });
      const grant = await ask();
      expect(grant.approvers).not.toContain('user:default/lena-admin');
      await expect(approve(grant, person('lena-admin', TEAM))).rejects.toThrow(
        'it is you who asked',
      );
    });

    it('is not approved by who joined after it was asked for', async () => {
      const grant = await ask();
      open({ people: [...people(), user('max', [TEAM])] });
      await expect(approve(grant, person('max', TEAM))).rejects.toThrow(
        'since it was asked for',
      );
      expect(await approve(grant, jo)).toMatchObject({ state: 'active' });
    });

    it('is approved by newcomers where policy says so', async () => {
      const policies = policiesOf(`
          @id("view") permit (principal, action == Action::"view", resource);
          @id("asks") @newcomers("count")
          permit (principal, action == Action::"request", resource);
          @id("approves") permit (principal, action == Action::"approve", resource)
          when { principal in resource.owners };
        `);
      open({ policies });
      const grant = await ask();
      open({ policies, people: [...people(), user('max', [TEAM])] });
      expect(await approve(grant, person('max', TEAM))).toMatchObject({
        state: 'active',
      });
    });

    it('takes two people where policy says so, and one is one', async () => {
      open({
        policies: policiesOf(`
          @id("view") permit (principal, action == Action::"view", resource);
          @id("asks") @approvals("2")
          permit (principal, action == Action::"request", resource);
          @id("approves") permit (principal, action == Action::"approve", resource)
          when { principal in resource.owners };
        `),
      });
      const grant = await ask();
      expect(await approve(grant, mina)).toMatchObject({ state: 'waiting' });
      await expect(approve(grant, mina)).rejects.toThrow('one voice');
      expect(await approve(grant, jo)).toMatchObject({ state: 'active' });
    });

    it('is one voice of somebody who has two entities, and they are one approver', async () => {
      const two = `
        @id("view") permit (principal, action == Action::"view", resource);
        @id("asks") @approvals("2")
        permit (principal, action == Action::"request", resource);
        @id("approves") permit (principal, action == Action::"approve", resource)
        when { principal in resource.owners };`;
      const bobs = [
        user('bob', [TEAM], 'bob@example.org'),
        user('bob-admin', [TEAM], 'bob@example.org'),
      ];
      open({ policies: policiesOf(two), people: [people()[0], ...bobs] });
      await expect(ask()).rejects.toThrow(
        'needs 2 people who approve, and 1 may',
      );

      open({ policies: policiesOf(two), people: [...people(), ...bobs] });
      const grant = await ask();
      await approve(grant, person('bob', TEAM));
      await expect(approve(grant, person('bob-admin', TEAM))).rejects.toThrow(
        'a person is one voice',
      );
    });

    it('is not approved by who is not in the catalog', async () => {
      open({ people: people().filter(each => each.metadata.name !== 'jo') });
      await expect(approve(await ask(), jo)).rejects.toThrow(
        'You are not in the catalog',
      );
    });

    it('cannot be asked for when nobody else could approve it', async () => {
      open({ people: [user('lena', ['group:default/insights'])] });
      await expect(ask()).rejects.toThrow('Nobody but you may approve this.');
    });
  });

  it.each([
    [{ reason: '  ' }, 'Say why'],
    [{ seconds: 5 * 3_600 }, 'for 240 minutes at most; 300 were asked for'],
    [{ uses: 'many' as const }, 'for one use only'],
    [{ right: 'operate' as const }, 'Only a right to run'],
    [{ parameters: undefined }, 'for a run with given parameters only'],
    [
      { parameters: { region: { __prefect_kind: 'jinja' } } },
      'are not accepted here',
    ],
  ])('refuses to be asked for with %j', async (changes, message) => {
    await expect(ask(changes)).rejects.toThrow(message);
    expect(await db('grants')).toEqual([]);
  });

  it('is forbidden by a forbid, whoever approved it', async () => {
    const text = (last: string) => `
      @id("view") permit (principal, action == Action::"view", resource);
      @id("asks") permit (principal, action == Action::"request", resource);
      @id("approves") permit (principal, action == Action::"approve", resource)
      when { principal in resource.owners };
      ${last}`;
    open({ policies: policiesOf(text('')) });
    await approve(await ask());
    open({
      policies: policiesOf(
        text(
          '@id("freeze") forbid (principal, action == Action::"run", resource);',
        ),
      ),
    });
    await expect(run()).rejects.toThrow('freeze forbids it');
  });

  it('is taken without being asked only where policy lets one, and another closes the review', async () => {
    await expect(ask({ when: 'now' })).rejects.toMatchObject({
      code: 'PREFECT_DENIED',
    });
    open({
      policies: policiesOf(`
        @id("view") permit (principal, action == Action::"view", resource);
        @id("glass") @longest("30m") @parameters("any")
        permit (principal, action == Action::"breakGlass", resource);
        @id("approves") permit (principal, action == Action::"approve", resource)
        when { principal in resource.owners };
      `),
    });
    const taken = await ask({
      when: 'now',
      seconds: 600,
      parameters: undefined,
    });
    expect(taken).toMatchObject({ state: 'active', review: 'open' });
    await run({ region: 'us' });
    expect(sent).toHaveLength(1);

    await expect(
      world.runs.reviewGrant(lena, { id: taken.id, reason: 'I was right.' }),
    ).rejects.toThrow('it is you who asked');
    const [review] = (
      await world.runs.listGrants(mina, { of: 'approvals', limit: 9 })
    ).items;
    expect(review.id).toBe(taken.id);
    expect(
      await world.runs.reviewGrant(mina, { id: taken.id, reason: 'It was.' }),
    ).toMatchObject({ review: 'closed' });
  });

  it("lists what is one's own, and what waits for one", async () => {
    const grant = await ask();
    const ids = async (by: typeof lena, of: 'mine' | 'approvals') =>
      (await world.runs.listGrants(by, { of, limit: 10 })).items.map(
        each => each.id,
      );
    expect(await ids(lena, 'mine')).toEqual([grant.id]);
    expect(await ids(lena, 'approvals')).toEqual([]);
    expect(await ids(mina, 'mine')).toEqual([]);
    expect(await ids(mina, 'approvals')).toEqual([grant.id]);
    expect(await ids(person('kim'), 'approvals')).toEqual([]);
    await expect(
      world.runs.getGrant(person('kim'), grant.id),
    ).rejects.toMatchObject({ code: 'PREFECT_NOT_FOUND' });
    await expect(world.runs.getGrant(mina, uuid(77))).rejects.toMatchObject({
      code: 'PREFECT_NOT_FOUND',
    });
  });

  it('pages through what waits, although not all of it is for the one who looks', async () => {
    const all: string[] = [];
    for (let count = 0; count < 7; count++) {
      world.nowMs += 1_000;
      all.push((await ask({ parameters: { region: String(count) } })).id);
    }
    const listed: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await world.runs.listGrants(mina, {
        of: 'approvals',
        limit: 3,
        cursor,
      });
      listed.push(...page.items.map(each => each.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(listed).toEqual(all.toReversed());
  });

  it('tells who may, by policy or by grant', async () => {
    const who = async () =>
      (await world.runs.whoCan(lena, { deployment, right: 'run' })).map(
        ({ ref, policies, grant }) => [ref, policies, grant],
      );
    const owners = [
      ['user:default/jo', ['owners-run'], null],
      ['user:default/mina', ['owners-run'], null],
    ];
    expect(await who()).toEqual(owners);

    const grant = await approve(await ask());
    expect(await who()).toEqual([
      owners[0],
      ['user:default/lena', [], grant.id as GrantId],
      owners[1],
    ]);
  });

  it('does nothing that it cannot record', async () => {
    const grant = await ask();
    await db.schema.renameTable('ledger_entries', 'away');
    await expect(approve(grant)).rejects.toMatchObject({
      code: 'PREFECT_LEDGER_UNAVAILABLE',
    });
    await db.schema.renameTable('away', 'ledger_entries');
    expect(await world.runs.getGrant(lena, grant.id)).toMatchObject({
      state: 'waiting',
    });
  });
});
