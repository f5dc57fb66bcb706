import type { TestDatabaseId } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import type { Knex } from 'knex';
import {
  migratedDatabase,
  testDatabases,
} from '../__testUtils__/testDatabases';
import { toEntityRef } from '../bindings';
import type { InstanceId } from '../instances';
import type { Grant, GrantId, GrantState, NewGrant } from './Grant';
import {
  GrantModel,
  MINUTE_MS,
  PASSES_MS,
  START,
  WEEK_MS,
} from './__testUtils__/GrantModel';
import { Grants } from './Grants';

jest.setTimeout(60_000);

const lena = toEntityRef('user:default/lena');
const mina = toEntityRef('user:default/mina');
const jo = toEntityRef('user:default/jo');

const asked: NewGrant = {
  kind: 'asked',
  principal: lena,
  right: 'run',
  deployment: { instance: 'production' as InstanceId, id: 'payouts' },
  title: 'payouts/nightly',
  reason: 'INC-204 refund stuck',
  door: 'portal',
  approvalsNeeded: 1,
  seconds: 3_600,
  uses: 'once',
  digest: undefined,
  parameters: undefined,
  candidates: [mina, jo],
  newcomersCount: false,
  policy: 'anyone-asks',
  policyVersion: 'abc',
};

const said = (by = mina) => ({ by, human: by, reason: 'Fine.' });

describe.each(testDatabases.eachSupportedId())('grants on %s', databaseId => {
  let db: Knex;
  let nowMs: number;
  let grants: Grants;

  beforeAll(async () => {
    db = await migratedDatabase(databaseId as TestDatabaseId);
  });

  beforeEach(async () => {
    nowMs = START;
    grants = new Grants({ db, clock: () => nowMs });
    await db('grants').delete();
  });

  const stateOf = async ({ id }: Grant) => (await grants.find(id))?.state;

  it('is in force from its approval on, for the time that was asked for', async () => {
    const grant = await grants.add(asked);
    expect(await grants.liveOf(lena)).toEqual([]);

    nowMs += 5 * MINUTE_MS;
    const given = await grants.approve(grant.id, said());
    const live = { id: given.id, right: 'run', usedBy: undefined };

    expect(given).toMatchObject({
      state: 'active',
      approvals: 1,
      activeFrom: '2026-11-24T12:05:00.000Z',
      expiresAt: '2026-11-24T13:05:00.000Z',
    });
    expect(await grants.liveOf(lena)).toMatchObject([live]);
    expect(await grants.liveOf(mina)).toEqual([]);
    expect(
      await grants.liveOn({ instance: 'production', deployment: 'payouts' }),
    ).toEqual([given]);

    nowMs = Date.parse(given.expiresAt!);
    expect(await grants.liveOf(lena)).toEqual([]);
    await expect(grants.use(grant.id, 'a')).rejects.toMatchObject({
      code: 'PREFECT_GRANT_CONFLICT',
    });
  });

  it('needs as many people as it says, and a person is one voice', async () => {
    const grant = await grants.add({ ...asked, approvalsNeeded: 2 });

    expect((await grants.approve(grant.id, said(mina))).state).toBe('waiting');
    await expect(grants.approve(grant.id, said(mina))).rejects.toThrow(
      'a person is one voice',
    );
    expect((await grants.approve(grant.id, said(jo))).state).toBe('active');

    const voices = await grants.voicesOf([grant.id]);
    expect(voices.get(grant.id)).toMatchObject([
      { by: jo, verdict: 'approved', reason: 'Fine.' },
      { by: mina, verdict: 'approved', reason: 'Fine.' },
    ]);
  });

  it('is not given by who asked, whoever let that through', async () => {
    const grant = await grants.add(asked);
    await expect(grants.approve(grant.id, said(lena))).rejects.toMatchObject({
      code: 'PREFECT_GRANT_CONFLICT',
    });
    expect(await grants.find(grant.id)).toMatchObject({
      state: 'waiting',
      approvals: 0,
    });
    expect((await grants.voicesOf([grant.id])).size).toBe(0);
  });

  it('is in force at once when the glass is broken, with a review that another closes', async () => {
    const taken = await grants.add({ ...asked, kind: 'break-glass' });
    expect(taken).toMatchObject({ state: 'active', review: 'open' });

    await expect(grants.review(taken.id, said(lena))).rejects.toThrow();
    expect(await grants.review(taken.id, said(mina))).toMatchObject({
      review: 'closed',
    });
    await expect(grants.review(taken.id, said(jo))).rejects.toThrow();
  });

  it('may be used by one act that is tried again, and by no other', async () => {
    const { id } = await grants.approve((await grants.add(asked)).id, said());

    await grants.use(id, 'run-start:1');
    await grants.use(id, 'run-start:1');
    await expect(grants.use(id, 'run-start:2')).rejects.toThrow(
      'It was for one use and has been used. Ask again.',
    );

    await grants.noteRun(id, 'run-start:2', 'another');
    await grants.noteRun(id, 'run-start:1', 'the-run');
    expect(await grants.find(id)).toMatchObject({
      state: 'used',
      run: 'the-run',
    });
  });

  it('comes back when for certain nothing was done, and not when something was', async () => {
    const { id } = await grants.approve((await grants.add(asked)).id, said());

    await grants.use(id, 'a');
    await grants.giveBack(id, 'b');
    expect((await grants.find(id))?.state).toBe('used');
    await grants.giveBack(id, 'a');
    expect((await grants.find(id))?.state).toBe('active');

    await grants.use(id, 'a');
    await grants.use(id, 'a');
    // Another try may be on its way: what one of them knows is not enough.
    await grants.giveBack(id, 'a');
    expect((await grants.find(id))?.state).toBe('used');
    await grants.noteRun(id, 'a', 'the-run');
    await grants.giveBack(id, 'a');
    expect((await grants.find(id))?.state).toBe('used');
  });

  it('may be used often when it is for many', async () => {
    const many = await grants.add({ ...asked, uses: 'many' });
    await grants.approve(many.id, said());
    await grants.use(many.id, 'a');
    await grants.use(many.id, 'b');
    expect(await stateOf(many)).toBe('active');
  });

  it.each<[GrantState, number, GrantState]>([
    ['waiting', WEEK_MS, 'lapsed'],
    ['active', 60 * MINUTE_MS, 'expired'],
  ])('ends by the clock when it is %s', async (from, afterMs, to) => {
    const grant = await grants.add(asked);
    if (from === 'active') await grants.approve(grant.id, said());
    nowMs += afterMs - 1;
    expect(await grants.due()).toEqual([]);

    nowMs += 1;
    const [due] = await grants.due();
    expect(await grants.expire(due)).toMatchObject({
      state: to,
      endedAt: new Date(START + afterMs).toISOString(),
    });
    expect(await grants.due()).toEqual([]);
  });

  it('does not wait fifty times for one person', async () => {
    for (let count = 0; count < 50; count++) {
      await grants.add({ ...asked, digest: String(count) });
    }
    await expect(grants.add(asked)).rejects.toThrow('50 of your requests');
    await expect(
      grants.add({ ...asked, principal: jo }),
    ).resolves.toMatchObject({ state: 'waiting' });
  });

  it('has one voice of one human being, through whichever of their entities', async () => {
    const grant = await grants.add({ ...asked, approvalsNeeded: 2 });
    const human = 'mina@example.org';
    await grants.approve(grant.id, { by: mina, human, reason: '' });
    await expect(
      grants.approve(grant.id, { by: jo, human, reason: '' }),
    ).rejects.toThrow('a person is one voice');
  });

  it('is asked for once, until it does not wait any more', async () => {
    const first = await grants.add(asked);
    await expect(grants.add({ ...asked, seconds: 60 })).rejects.toThrow(
      'You have asked for this already.',
    );
    await grants.add({ ...asked, right: 'operate' });
    await grants.add({ ...asked, digest: 'of other parameters' });

    await grants.refuse(first.id, said());
    await expect(grants.add(asked)).resolves.toMatchObject({
      state: 'waiting',
    });
  });

  it('is listed from the newest on, page by page', async () => {
    const all: Grant[] = [];
    for (let count = 0; count < 5; count++) {
      // Two at the same moment: the id decides.
      nowMs += count === 3 ? 0 : MINUTE_MS;
      all.push(await grants.add({ ...asked, digest: String(count) }));
    }
    const listed: Grant[] = [];
    let after: [string, string] | undefined;
    for (;;) {
      const page = await grants.list({ principal: lena }, { limit: 2, after });
      if (page.length === 0) break;
      listed.push(...page);
      const last = page[page.length - 1];
      after = [last.askedAt, last.id];
    }
    const place = ({ askedAt, id }: Grant) => `${askedAt} ${id}`;
    expect(listed.map(place)).toEqual(all.map(place).sort().reverse());
  });

  /** Whatever is tried in whatever order: a model that has no database agrees. */
  it('goes through its states as the model does', async () => {
    const step = fc.constantFrom(
      'approve mina',
      'approve jo',
      'approve lena',
      'refuse',
      'revoke',
      'withdraw',
      'use a',
      'use b',
      'give back a',
      'a while',
      'an hour',
      'a week',
      'expire',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 2 }),
        async (steps, approvalsNeeded) => {
          nowMs = START;
          await db('grants').delete();
          const grant = await grants.add({ ...asked, approvalsNeeded });
          const model = new GrantModel(approvalsNeeded);
          for (const each of steps) {
            const done = await attempt(grant, each);
            expect({ each, done, state: await stateOf(grant) }).toEqual({
              each,
              done: model.attempt(each),
              state: model.state,
            });
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  async function attempt({ id }: Grant, step: string): Promise<boolean> {
    const [what, who] = step.split(' ');
    const people = { mina, jo, lena } as const;
    nowMs += PASSES_MS[step] ?? 0;
    if (step in PASSES_MS) return true;
    switch (step) {
      case 'give back a':
        await grants.giveBack(id, 'a');
        return true;
      case 'expire':
        for (const due of await grants.due()) await grants.expire(due);
        return true;
      default:
    }
    const change = {
      approve: () => grants.approve(id, said(people[who as 'mina'])),
      refuse: () => grants.refuse(id, said()),
      revoke: () => grants.revoke(id, said()),
      withdraw: () => grants.withdraw(id),
      use: () => grants.use(id, who),
    }[what]!;
    return change().then(
      () => true,
      () => false,
    );
  }

  describe('of several that want something at once', () => {
    const useOf = (id: GrantId) => (key: string) => grants.use(id, key);
    const settled = async (all: Array<Promise<unknown>>) =>
      (await Promise.allSettled(all)).map(({ status }) => status).sort();

    it('one approval is the last, and it is in force once', async () => {
      for (let round = 0; round < 10; round++) {
        const grant = await grants.add({ ...asked, approvalsNeeded: 2 });
        expect(
          await settled([
            grants.approve(grant.id, said(mina)),
            grants.approve(grant.id, said(jo)),
            grants.approve(grant.id, said(mina)),
          ]),
        ).toEqual(['fulfilled', 'fulfilled', 'rejected']);
        expect(await grants.find(grant.id)).toMatchObject({
          state: 'active',
          approvals: 2,
        });
      }
    });

    it('either the approval or the refusal counts', async () => {
      for (let round = 0; round < 10; round++) {
        const grant = await grants.add(asked);
        expect(
          await settled([
            grants.approve(grant.id, said(mina)),
            grants.refuse(grant.id, said(jo)),
          ]),
        ).toEqual(['fulfilled', 'rejected']);
        const [voice, ...others] = (await grants.voicesOf([grant.id])).get(
          grant.id,
        )!;
        expect(others).toEqual([]);
        expect(await stateOf(grant)).toBe(
          voice.verdict === 'approved' ? 'active' : 'refused',
        );
      }
    });

    it('one uses what is for one use', async () => {
      for (let round = 0; round < 10; round++) {
        const { id } = await grants.approve(
          (
            await grants.add(asked)
          ).id,
          said(),
        );
        const uses = ['a', 'b', 'c', 'd'].map(useOf(id));
        expect(await settled(uses)).toEqual([
          'fulfilled',
          'rejected',
          'rejected',
          'rejected',
        ]);
      }
    });

    it('either time or the one that takes it back ends it', async () => {
      for (let round = 0; round < 10; round++) {
        nowMs = START;
        const grant = await grants.approve(
          (
            await grants.add(asked)
          ).id,
          said(),
        );
        nowMs += 60 * MINUTE_MS;
        expect(
          await settled([
            grants.expire(grant),
            grants.revoke(grant.id, said()),
            grants.expire(grant),
          ]),
        ).toEqual(['fulfilled', 'rejected', 'rejected']);
      }
    });
  });
});
