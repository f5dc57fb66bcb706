import { mockCredentials } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import type { JsonObject } from '@backstage/types';
import type { PrefectClient } from '@backstage-prefect/backstage-plugin-prefect-node';
import type { Knex } from 'knex';
import { z } from 'zod/v3';
import { migratedDatabase, testDatabases } from './__testUtils__/testDatabases';
import { givenDeployment, givenRun } from './runs/__testUtils__/insertRows';
import { TestWorld, uuid } from './runs/__testUtils__/TestWorld';
import { registerActions } from './actions';

const ORDERS = uuid(1);
const STARTED = uuid(2);

type Sent = { id: string; run: Parameters<PrefectClient['createFlowRun']>[1] };

describe('the actions', () => {
  let db: Knex;
  let world: TestWorld;
  let registry: ReturnType<typeof actionsRegistryServiceMock>;
  let sent: Sent[];

  beforeEach(async () => {
    db = await migratedDatabase(testDatabases.eachSupportedId()[0][0]);
    await givenDeployment(db, {
      id: ORDERS,
      title: 'orders-etl/hourly',
      owner: 'user:default/mina',
    });
    await givenRun(db, { id: STARTED, deployment: ORDERS, state: 'FAILED' });
    sent = [];
    world = new TestWorld({
      db,
      people: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'User',
          metadata: { namespace: 'default', name: 'mina' },
        },
      ],
      prefect: {
        validateParameters: async () => ({ valid: true, errors: [] }),
        createFlowRun: async (id, run) => {
          sent.push({ id, run });
          return { id: STARTED } as Awaited<
            ReturnType<PrefectClient['createFlowRun']>
          >;
        },
      } as Partial<PrefectClient>,
    });
    registry = actionsRegistryServiceMock();
    registerActions({
      actionsRegistry: registry,
      runs: world.runs,
      access: world.deps.access,
    });
  });

  const as = (name: string) => mockCredentials.user(`user:default/${name}`);

  const startRun = (input: JsonObject) =>
    registry.invoke({
      id: 'test:start-run',
      input: { instance: 'production', id: ORDERS, ...input },
      credentials: as('mina'),
    });

  it('say of themselves what a client must know before it asks its user', () => {
    const said = [...registry.actions.values()].map(({ name, attributes }) => [
      name,
      attributes,
    ]);
    const reads = { readOnly: true, destructive: false, idempotent: true };
    const acts = (destructive: boolean, idempotent: boolean) => ({
      readOnly: false,
      destructive,
      idempotent,
    });
    expect(Object.fromEntries(said)).toEqual({
      'list-deployments': reads,
      'get-deployment': reads,
      'explain-access': reads,
      'request-access': acts(false, false),
      'list-runs': reads,
      'get-run': reads,
      'get-run-logs': reads,
      'start-run': acts(true, false),
      'cancel-run': acts(true, true),
      'retry-run': acts(true, false),
      'suspend-run': acts(false, true),
      'resume-run': acts(true, false),
      'reschedule-run': acts(false, true),
      'set-schedules-paused': acts(false, true),
    });
  });

  it('describe every field that they take and answer', async () => {
    const { actions } = await registry.list();
    const undescribed = actions.flatMap(({ name, schema }) =>
      ['input', 'output'].flatMap(side =>
        fieldsOf(schema[side as 'input' | 'output']).flatMap(([path, field]) =>
          field.description ? [] : `${name} ${side}${path}`,
        ),
      ),
    );
    expect(undescribed).toEqual([]);
    expect(JSON.stringify(actions)).not.toContain('$ref"');
  });

  it('have examples that they take themselves', () => {
    const examples = [...registry.actions.values()].flatMap(
      ({ name, examples: own = [], schema }) =>
        own.map(({ input }) => ({
          name,
          error: schema.input(z).strict().safeParse(input).error,
        })),
    );
    expect(examples.length).toBeGreaterThan(0);
    expect(examples.filter(({ error }) => error)).toEqual([]);
  });

  it('ask for a right in the name of who asks, and who decides is told', async () => {
    const asked = {
      instance: 'production',
      id: ORDERS,
      right: 'run',
      reason: 'The refund of ticket 204 is stuck',
      parameters: { region: 'eu' },
    };
    const { output } = await registry.invoke({
      id: 'test:request-access',
      input: asked,
      credentials: as('lena'),
    });

    expect(output).toMatchObject({
      state: 'waiting',
      approvalsNeeded: 1,
      approvers: ['user:default/mina'],
    });
    expect(await db('grants')).toMatchObject([
      {
        principal: 'user:default/lena',
        door: 'actions',
        seconds: 3_600,
        uses: 'once',
        reason: asked.reason,
      },
    ]);
  });

  it('start another run each time when no key is sent, and the same with one', async () => {
    await startRun({});
    await startRun({});
    await startRun({ idempotencyKey: 'of-this-run' });

    const [one, two, chosen] = sent.map(({ run }) => run.idempotency_key);
    expect(one).not.toEqual(two);
    expect(chosen).toBe(`${ORDERS}:of-this-run`);
  });

  it('start a run with what was asked, in the name of who asked', async () => {
    const { output } = await startRun({
      parameters: { days: 7 },
      tags: ['by-agent'],
      name: 'seven-days',
      scheduledTime: '2026-11-25T10:00:00+01:00',
    });

    expect(sent).toEqual([
      {
        id: ORDERS,
        run: expect.objectContaining({
          parameters: { days: 7 },
          tags: ['by-agent'],
          name: 'seven-days',
          state: expect.objectContaining({ type: 'SCHEDULED' }),
          labels: {
            'backstage.io/started-by': 'user:default/mina',
            'backstage.io/door': 'actions',
          },
        }),
      },
    ]);
    expect(output).toMatchObject({
      id: STARTED,
      deployment: { title: 'orders-etl/hourly' },
    });
    expect(world.audited).toMatchObject([
      { event: 'run-start', meta: { door: 'actions' }, ends: ['success'] },
    ]);
  });

  it.each([
    ['an id that is none', { id: 'orders' }],
    ['a key that would soon come again', { idempotencyKey: '1' }],
    ['a time without its zone', { scheduledTime: '2026-11-25T10:00:00' }],
  ])('refuse %s before anything is asked', async (_, input) => {
    await expect(startRun(input)).rejects.toMatchObject({ name: 'InputError' });
    expect(sent).toEqual([]);
    expect(world.audited).toEqual([]);
  });

  it.each([
    ['a service', mockCredentials.service()],
    ['nobody', mockCredentials.none()],
  ])('refuse %s, whatever is asked', async (_, credentials) => {
    for (const id of registry.actions.keys()) {
      await expect(
        registry.invoke({
          id,
          credentials,
          input: {
            instance: id.startsWith('test:list-')
              ? ['production']
              : 'production',
            id: ORDERS,
            paused: true,
            scheduledTime: '2026-11-25T10:00:00Z',
            right: 'run',
            reason: 'Why not',
          },
        }),
      ).rejects.toMatchObject({ code: 'PREFECT_DENIED' });
    }
    expect(sent).toEqual([]);
  });

  it('explain why, and from what that was decided', async () => {
    const { output } = await registry.invoke({
      id: 'test:explain-access',
      input: { instance: 'production', id: ORDERS },
      credentials: as('jo'),
    });

    expect(output).toMatchObject({
      title: 'orders-etl/hourly',
      owners: ['user:default/mina'],
      asker: { user: 'user:default/jo' },
      decisions: [
        { action: 'view', allowed: true, policy: 'everyone-view' },
        {
          action: 'run',
          allowed: false,
          reason: 'You may not run this. Closest policy: owners-run, for mina.',
          policy: 'owners-run',
        },
        { action: 'operate', allowed: false },
        { action: 'schedule', allowed: false },
      ],
    });
  });
});

type Field = {
  description?: string;
  properties?: Record<string, Field>;
  items?: Field;
  anyOf?: Field[];
};

/** The fields of a JSON Schema at every depth, with their paths. */
function fieldsOf(schema: object, path = ''): Array<[string, Field]> {
  const { properties = {}, items, anyOf = [] } = schema as Field;
  return [
    ...Object.entries(properties).flatMap<[string, Field]>(([name, field]) => [
      [`${path}.${name}`, field],
      ...fieldsOf(field, `${path}.${name}`),
    ]),
    ...(items ? fieldsOf(items, `${path}[]`) : []),
    ...anyOf.flatMap(option => fieldsOf(option, path)),
  ];
}
