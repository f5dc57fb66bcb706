import { mockCredentials } from '@backstage/backend-test-utils';
import type { LedgerEntry } from '@backstage-prefect/ledger-verify';
import {
  type Deed,
  type Door,
  DOORS,
  invoke,
  type Reply,
  type Subject,
} from './__testUtils__/doors';
import {
  type Audited,
  DoorsWorld,
  type What,
  type Who,
} from './__testUtils__/DoorsWorld';

jest.setTimeout(240_000);

type Verdict = 'allowed' | 'refused' | 'unknown';

const DEEDS: readonly Deed[] = ['view', 'run', 'operate', 'schedule'];

/** Orders is owned by commerce, payroll by people and restricted, orphan by nobody. */
const ANSWERS: ReadonlyArray<
  readonly [who: Who, what: What, ...verdicts: readonly Verdict[]]
> = [
  ['mina', 'orders', 'allowed', 'allowed', 'allowed', 'allowed'],
  ['mina', 'payroll', 'unknown', 'unknown', 'unknown', 'unknown'],
  ['mina', 'orphan', 'allowed', 'refused', 'refused', 'refused'],
  ['mina', 'nothing', 'unknown', 'unknown', 'unknown', 'unknown'],
  ['hana', 'orders', 'allowed', 'refused', 'refused', 'refused'],
  ['hana', 'payroll', 'allowed', 'allowed', 'allowed', 'allowed'],
  ['hana', 'orphan', 'allowed', 'refused', 'refused', 'refused'],
  ['hana', 'nothing', 'unknown', 'unknown', 'unknown', 'unknown'],
  ['guest', 'orders', 'allowed', 'refused', 'refused', 'refused'],
  ['guest', 'payroll', 'unknown', 'unknown', 'unknown', 'unknown'],
  ['guest', 'orphan', 'allowed', 'refused', 'refused', 'refused'],
  ['guest', 'nothing', 'unknown', 'unknown', 'unknown', 'unknown'],
];

type Question = { who: Who; what: What; deed: Deed; verdict: Verdict };

const QUESTIONS: Question[] = ANSWERS.flatMap(([who, what, ...verdicts]) =>
  DEEDS.map((deed, index) => ({ who, what, deed, verdict: verdicts[index] })),
);

/** What a deed is called in the audit; looking is not recorded. */
const EVENTS: Record<Deed, string | undefined> = {
  view: undefined,
  run: 'run-start',
  operate: 'run-cancel',
  schedule: 'schedule-pause',
};

describe('every question through every door, on a real Prefect', () => {
  const world = new DoorsWorld();

  beforeAll(() => world.start());
  afterAll(() => world.stop());

  /** Asks, and says what was answered, what was recorded and what became of it. */
  async function through(door: Door, { who, what, deed }: Question) {
    const subject = await world.subjectOf(what, deed);
    const before = await world.held(what, subject);
    world.audited.length = 0;
    const end = await world.endOfLedger();
    const reply = await door.ask[deed](world.as(who), subject);
    return {
      entries: (await world.ledgerAfter(end)).map(entry =>
        inLedger(alike(entry, subject) as LedgerEntry),
      ),
      reply,
      before,
      after: await world.held(what, subject),
      audited: world.audited.map(entry => ({
        ...entry,
        meta: alike(entry.meta, subject),
      })),
    };
  }

  /** What is recorded of a question; of what one may not know of, and of looking, nothing. */
  function recordOf(door: Door, { who, what, deed, verdict }: Question) {
    const event = EVENTS[deed];
    if (!event || verdict === 'unknown') return [];
    return [
      {
        event,
        ends: [
          verdict === 'allowed'
            ? 'success'
            : expect.stringMatching(/^NotAllowedError: /),
        ],
        meta: expect.objectContaining({
          user: `user:default/${who}`,
          action: deed,
          door: door.name,
          deployment: world.deployments[what],
        }),
      },
    ];
  }

  /** What the ledger has: what was done, what was denied, and not what was looked at. */
  function entriesOf(door: Door, { who, what, deed, verdict }: Question) {
    const action = EVENTS[deed];
    if (!action || what === 'nothing') return [];
    if (verdict === 'unknown') return [];
    const about = {
      kind: verdict === 'allowed' ? 'intent' : 'denial',
      action,
      principal: { kind: 'user', ref: `user:default/${who}` },
      door: door.name,
      decision: expect.objectContaining({ allowed: verdict === 'allowed' }),
      resource: expect.objectContaining({
        deployment: world.deployments[what],
      }),
    };
    const ended = { kind: 'outcome', outcome: { status: 'succeeded' } };
    return [
      expect.objectContaining(about),
      ...(verdict === 'allowed' ? [expect.objectContaining(ended)] : []),
    ];
  }

  it.each(QUESTIONS)('$who may $deed $what: $verdict', async question => {
    const { deed, verdict } = question;
    const asked = [];
    for (const door of DOORS) {
      const seen = await through(door, question);
      expect({
        door: door.name,
        verdict: verdictOf(seen.reply),
        isDone: !sameAs(seen.before, seen.after),
        audited: seen.audited,
        entries: seen.entries,
      }).toEqual({
        door: door.name,
        verdict,
        isDone: verdict === 'allowed' && deed !== 'view',
        audited: recordOf(door, question),
        entries: entriesOf(door, question),
      });
      asked.push(seen);
    }
    const [first, ...others] = asked;
    for (const other of others) {
      expect(other.reply.body.error).toEqual(first.reply.body.error);
      expect(withoutDoor(other.audited)).toEqual(withoutDoor(first.audited));
      expect(other.entries.map(({ door: _, ...entry }) => entry)).toEqual(
        first.entries.map(({ door: _, ...entry }) => entry),
      );
    }
  });

  it('tells the same of a deployment through every door', async () => {
    const subject = await world.subjectOf('orders', 'view');
    const [page, output] = await Promise.all(
      DOORS.map(
        async door => (await door.ask.view(world.as('guest'), subject)).body,
      ),
    );
    expect(output.may.run.allowed).toBe(false);
    expect(page).toMatchObject(output);
  });

  it.each(DOORS)('writes $name on the run that came through it', async door => {
    const subject = await world.subjectOf('orders', 'run');
    const { body } = await door.ask.run(world.as('mina'), subject);

    const { labels } = await world.ask(`/flow_runs/${body.id}`);
    expect(labels).toMatchObject({
      'backstage.io/started-by': 'user:default/mina',
      'backstage.io/door': door.name,
    });
  });

  it.each(
    DOORS.flatMap(door =>
      DEEDS.flatMap(deed => [
        { door, deed, name: door.name, credential: 'service', status: 403 },
        { door, deed, name: door.name, credential: 'none', status: 401 },
      ]),
    ),
  )(
    'refuses to $deed through $name with the credential $credential',
    async ({ door, deed, credential, status }) => {
      const subject = await world.subjectOf('orders', deed);
      const before = await world.held('orders', subject);
      world.audited.length = 0;
      const call = world.withHeader(
        credential === 'service'
          ? mockCredentials.service.header()
          : mockCredentials.none.header(),
      );

      await expect(door.ask[deed](call, subject)).resolves.toMatchObject({
        status,
      });
      expect(world.audited).toEqual([]);
      await expect(world.held('orders', subject)).resolves.toEqual(before);
    },
  );

  it('explains through actions what the doors answer', async () => {
    for (const [who, what, ...verdicts] of ANSWERS) {
      const { status, body } = await invoke(world.as(who), 'explain-access', {
        id: world.deployments[what],
      });
      const explained =
        status === 404
          ? DEEDS.map(() => 'unknown')
          : DEEDS.map(deed => {
              const { allowed } = body.decisions.find(
                (decision: { action: string }) => decision.action === deed,
              );
              return allowed ? 'allowed' : 'refused';
            });
      expect({ who, what, explained }).toEqual({
        who,
        what,
        explained: verdicts,
      });
    }
  });
});

function verdictOf({ status, body }: Reply): Verdict | object {
  if (status < 300) return 'allowed';
  switch (body.error?.code) {
    case 'PREFECT_DENIED':
      return 'refused';
    case 'PREFECT_NOT_FOUND':
      return 'unknown';
    default:
      return { status, body };
  }
}

/** The record of one question as that of another, which has a run and a key of its own. */
function alike(meta: object, { run, idempotencyKey }: Subject): object {
  return JSON.parse(
    JSON.stringify(meta)
      .replaceAll(run, 'the run')
      .replaceAll(idempotencyKey, 'the key'),
  );
}

/** An entry without its place in the chain, and of a new run without its id. */
function inLedger(entry: LedgerEntry): Partial<LedgerEntry> {
  const { id, at, writer, seq, prev, of, resource, ...said } = entry;
  const isMade = entry.kind === 'outcome' && resource?.run !== undefined;
  return {
    ...said,
    resource: isMade ? { ...resource, run: 'the new run' } : resource,
  };
}

function withoutDoor(entries: Audited[]): Audited[] {
  return entries.map(({ meta: { door, ...meta }, ...entry }) => ({
    ...entry,
    meta,
  }));
}

function sameAs(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
