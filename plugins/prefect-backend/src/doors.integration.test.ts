import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { type Prefect, startPrefect } from '@backstage-prefect/real-parts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import request from 'supertest';
import prefectPlugin from '.';

jest.setTimeout(240_000);

const SETTLED_WITHIN_MS = 20_000;
const NOBODYS_ID = '00000000-0000-4000-8000-000000000000';

type Who = 'mina' | 'hana' | 'guest';
type What = 'orders' | 'payroll' | 'orphan' | 'nothing';
type Deed = 'view' | 'run' | 'operate' | 'schedule';
type Verdict = 'allowed' | 'refused' | 'unknown';

const GROUPS: Record<Who, string[]> = {
  mina: ['group:default/commerce'],
  hana: ['group:default/people'],
  guest: [],
};

const entities: Entity[] = [
  component('orders', 'commerce', {}),
  component('payroll', 'people', { 'prefect.io/sensitivity': 'restricted' }),
];

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

/** What a question is about, anew for each door, so that none changes what the next finds. */
type Subject = { deployment: string; run: string; idempotencyKey: string };

type Reply = { status: number; body: any };
type Call = (path: string, method: string, body?: object) => Promise<Reply>;

/** How one door is asked to do each of the deeds. */
type Door = {
  readonly name: string;
  readonly ask: Record<Deed, (call: Call, on: Subject) => Promise<Reply>>;
};

const portal: Door = {
  name: 'portal',
  ask: {
    view: (call, { deployment }) =>
      call(`/deployments/production/${deployment}`, 'GET'),
    run: (call, { deployment, idempotencyKey }) =>
      call(`/deployments/production/${deployment}/runs`, 'POST', {
        parameters: {},
        idempotencyKey,
      }),
    operate: (call, { run }) => call(`/runs/production/${run}/cancel`, 'POST'),
    schedule: (call, { deployment }) =>
      call(`/deployments/production/${deployment}/paused`, 'PUT', {
        paused: true,
      }),
  },
};

async function invoke(call: Call, name: string, input: object): Promise<Reply> {
  const { status, body } = await call(
    `/.backstage/actions/v1/actions/prefect:${name}/invoke`,
    'POST',
    { instance: 'production', ...input },
  );
  return { status, body: body?.output ?? body };
}

const actions: Door = {
  name: 'actions',
  ask: {
    view: (call, { deployment }) =>
      invoke(call, 'get-deployment', { id: deployment }),
    run: (call, { deployment, idempotencyKey }) =>
      invoke(call, 'start-run', { id: deployment, idempotencyKey }),
    operate: (call, { run }) => invoke(call, 'cancel-run', { id: run }),
    schedule: (call, { deployment }) =>
      invoke(call, 'set-schedules-paused', { id: deployment, paused: true }),
  },
};

/** Every door that people come in by. The first is what the others are compared with. */
const DOORS: readonly Door[] = [portal, actions];

type Audited = { event: string; meta: any; ends: string[] };

describe('every question through every door, on a real Prefect', () => {
  const audited: Audited[] = [];
  let dir: string;
  let prefect: Prefect;
  let backend: TestBackend;
  let deployments: Record<What, string>;
  let keys = 0;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'prefect-doors-'));
    prefect = await startPrefect({ dir, authString: 'portal:s3cret' });
    deployments = {
      orders: await deploy('orders'),
      payroll: await deploy('payroll'),
      orphan: await deploy('orphan'),
      nothing: NOBODYS_ID,
    };
    backend = await startBackend();
    await until(async () => {
      const { body } = await as('hana')('/deployments', 'GET');
      return body.items?.length === 3;
    });
  });

  afterAll(async () => {
    await backend?.stop();
    await prefect?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  function startBackend(): Promise<TestBackend> {
    return startTestBackend({
      features: [
        prefectPlugin,
        catalogServiceMock.factory({ entities }),
        createServiceFactory({
          service: coreServices.auditor,
          deps: {},
          factory: () => ({ createEvent: async event => record(event) }),
        }),
        createServiceFactory({
          service: coreServices.userInfo,
          deps: {},
          factory: () => ({
            getUserInfo: async ({ principal }) => {
              const { userEntityRef: ref } = principal as {
                userEntityRef: string;
              };
              const groups = GROUPS[ref.split('/')[1] as Who];
              return {
                userEntityRef: ref,
                ownershipEntityRefs: [ref, ...groups],
              };
            },
          }),
        }),
        mockServices.rootConfig.factory({
          data: {
            backend: { actions: { pluginSources: ['prefect'] } },
            prefect: {
              instances: {
                production: {
                  url: prefect.apiUrl,
                  environment: 'production',
                  authString: prefect.authString,
                },
              },
            },
          },
        }),
      ],
    });
  }

  function record({ eventId, meta }: { eventId: string; meta?: object }) {
    const entry: Audited = { event: eventId, meta, ends: [] };
    audited.push(entry);
    return {
      success: async () => {
        entry.ends.push('success');
      },
      fail: async ({ error }: { error: Error }) => {
        entry.ends.push(`${error.name}: ${error.message}`);
      },
    };
  }

  /** Tries again on 503, as Prefect's clients do: its SQLite is busy after the start. */
  async function ask<T = any>(path: string, body?: object): Promise<T> {
    const response = await fetch(`${prefect.apiUrl}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: prefect.auth,
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    if (response.status === 503) {
      await delay(100);
      return ask(path, body);
    }
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    // It answers some changes with nothing.
    return JSON.parse((await response.text()) || 'null');
  }

  async function deploy(flow: string): Promise<string> {
    const { id: flowId } = await ask('/flows/', { name: flow });
    const { id } = await ask('/deployments/', {
      name: 'daily',
      flow_id: flowId,
    });
    return id;
  }

  function withHeader(authorization: string): Call {
    return async (path, method, body) => {
      const { status, body: answer } = await request(backend.server)
        [method.toLowerCase() as 'get' | 'post' | 'put'](`/api/prefect${path}`)
        .set('Authorization', authorization)
        .send(body);
      return { status, body: answer };
    };
  }

  function as(who: Who): Call {
    return withHeader(mockCredentials.user.header(`user:default/${who}`));
  }

  /** With a run of its own that starts in an hour, and schedules that do not rest. */
  async function subjectOf(what: What, deed: Deed): Promise<Subject> {
    const deployment = deployments[what];
    const subject = {
      deployment,
      run: NOBODYS_ID,
      idempotencyKey: `question-${++keys}`,
    };
    if (what === 'nothing') return subject;
    if (deed === 'schedule') {
      await ask(`/deployments/${deployment}/resume_deployment`, {});
    }
    if (deed === 'operate') subject.run = await scheduleRun(what);
    return subject;
  }

  async function scheduleRun(what: What): Promise<string> {
    const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
    const { id } = await ask(
      `/deployments/${deployments[what]}/create_flow_run`,
      {
        state: {
          type: 'SCHEDULED',
          state_details: { scheduled_time: inAnHour },
        },
      },
    );
    await until(async () => {
      const { status } = await as('hana')(`/runs/production/${id}`, 'GET');
      return status === 200;
    });
    return id;
  }

  /** What Prefect holds that a deed could change. */
  async function held(what: What, { deployment, run }: Subject) {
    if (what === 'nothing') {
      return { runs: await ask('/flow_runs/count', {}) };
    }
    return {
      runs: await ask('/flow_runs/count', {
        deployments: { id: { any_: [deployment] } },
      }),
      paused: (await ask(`/deployments/${deployment}`)).paused,
      state:
        run === NOBODYS_ID
          ? undefined
          : (await ask(`/flow_runs/${run}`)).state_type,
    };
  }

  /** Asks, and says what was answered, what was recorded and what became of it. */
  async function through(door: Door, { who, what, deed }: Question) {
    const subject = await subjectOf(what, deed);
    const before = await held(what, subject);
    audited.length = 0;
    const reply = await door.ask[deed](as(who), subject);
    return {
      reply,
      before,
      after: await held(what, subject),
      audited: audited.map(entry => ({
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
          deployment: deployments[what],
        }),
      },
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
      }).toEqual({
        door: door.name,
        verdict,
        isDone: verdict === 'allowed' && deed !== 'view',
        audited: recordOf(door, question),
      });
      asked.push(seen);
    }
    const [first, ...others] = asked;
    for (const other of others) {
      expect(other.reply.body.error).toEqual(first.reply.body.error);
      expect(withoutDoor(other.audited)).toEqual(withoutDoor(first.audited));
    }
  });

  it('tells the same of a deployment through every door', async () => {
    const subject = await subjectOf('orders', 'view');
    const [page, output] = await Promise.all(
      DOORS.map(async door => (await door.ask.view(as('guest'), subject)).body),
    );
    expect(output.may.run.allowed).toBe(false);
    expect(page).toMatchObject(output);
  });

  it.each(DOORS)('writes $name on the run that came through it', async door => {
    const subject = await subjectOf('orders', 'run');
    const { body } = await door.ask.run(as('mina'), subject);

    const { labels } = await ask(`/flow_runs/${body.id}`);
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
      const subject = await subjectOf('orders', deed);
      const before = await held('orders', subject);
      audited.length = 0;
      const call = withHeader(
        credential === 'service'
          ? mockCredentials.service.header()
          : mockCredentials.none.header(),
      );

      await expect(door.ask[deed](call, subject)).resolves.toMatchObject({
        status,
      });
      expect(audited).toEqual([]);
      await expect(held('orders', subject)).resolves.toEqual(before);
    },
  );

  it('explains through actions what the doors answer', async () => {
    for (const [who, what, ...verdicts] of ANSWERS) {
      const { status, body } = await invoke(as(who), 'explain-access', {
        id: deployments[what],
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

function component(
  name: string,
  team: string,
  annotations: Record<string, string>,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      namespace: 'default',
      name,
      annotations: {
        'prefect.io/deployment': `production:${name}/daily`,
        ...annotations,
      },
    },
    relations: [{ type: 'ownedBy', targetRef: `group:default/${team}` }],
  };
}

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

function withoutDoor(entries: Audited[]): Audited[] {
  return entries.map(({ meta: { door, ...meta }, ...entry }) => ({
    ...entry,
    meta,
  }));
}

function sameAs(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Polls, because what is waited for happens in another process. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + SETTLED_WITHIN_MS;
  while (!(await isSo())) {
    if (Date.now() > deadline) {
      throw new Error(`not settled within ${SETTLED_WITHIN_MS} ms`);
    }
    await delay(50);
  }
}
