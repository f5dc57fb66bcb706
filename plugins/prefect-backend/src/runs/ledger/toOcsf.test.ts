import type { LedgerItem } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { LedgerEntry } from '@backstage-prefect/ledger-verify';
import { toOcsf } from './toOcsf';

type Type = 'text' | 'integer' | 'time' | 'object' | readonly number[];
type Rule = {
  /** Attributes of the object with their types; a list of numbers is an enumeration. */
  readonly known: Readonly<Record<string, Type | Rule | readonly [Rule]>>;
  readonly required?: readonly string[];
  readonly atLeastOne?: readonly string[];
};

const SEVERITIES = [0, 1, 2, 3, 4, 5, 6, 99];

/**
 * The class API Activity [6003] of OCSF 1.3.0 with what is used of it, from
 * https://schema.ocsf.io/1.3.0/classes/api_activity and the objects that it names: in
 * https://github.com/ocsf/ocsf-schema `events/application/api_activity.json` on top of
 * `events/base_event.json` and `includes/classification.json`, and of `objects/`:
 * `actor`, `api`, `authorization`, `metadata`, `network_endpoint`, `policy`, `product`,
 * `request`, `resource_details`, `response`, `service`, `user`. Attributes of profiles are
 * left out: no profile is applied. No attribute may be there that the class does not have.
 */
const API_ACTIVITY: Rule = {
  required: [
    ...['activity_id', 'category_uid', 'class_uid', 'type_uid'],
    ...['time', 'severity_id', 'metadata', 'actor', 'api', 'src_endpoint'],
  ],
  known: {
    activity_id: [0, 1, 2, 3, 4, 99],
    activity_name: 'text',
    category_uid: [6],
    category_name: 'text',
    class_uid: [6003],
    class_name: 'text',
    type_uid: [600300, 600301, 600302, 600303, 600304, 600399],
    severity_id: SEVERITIES,
    time: 'time',
    start_time: 'time',
    end_time: 'time',
    status_id: [0, 1, 2, 99],
    status: 'text',
    status_detail: 'text',
    status_code: 'text',
    unmapped: 'object',
    metadata: {
      required: ['product', 'version'],
      known: {
        version: 'text',
        uid: 'text',
        log_name: 'text',
        original_time: 'text',
        sequence: 'integer',
        product: {
          required: ['vendor_name'],
          known: { name: 'text', vendor_name: 'text' },
        },
      },
    },
    actor: {
      atLeastOne: [
        ...['process', 'user', 'invoked_by', 'session', 'app_name', 'app_uid'],
      ],
      known: {
        user: {
          atLeastOne: ['account', 'name', 'uid'],
          known: { uid: 'text', name: 'text', type_id: [0, 1, 2, 3, 4, 99] },
        },
        authorizations: [
          {
            known: {
              decision: 'text',
              policy: {
                atLeastOne: ['name', 'uid'],
                known: { name: 'text', version: 'text' },
              },
            },
          },
        ],
      },
    },
    api: {
      required: ['operation'],
      known: {
        operation: 'text',
        service: { atLeastOne: ['name', 'uid'], known: { name: 'text' } },
        request: { required: ['uid'], known: { uid: 'text' } },
        response: { known: { error: 'text' } },
      },
    },
    src_endpoint: {
      atLeastOne: ['ip', 'uid', 'name', 'hostname', 'svc_name'],
      known: { svc_name: 'text' },
    },
    dst_endpoint: {
      atLeastOne: ['ip', 'uid', 'name', 'hostname', 'svc_name'],
      known: { svc_name: 'text', name: 'text' },
    },
    resources: [
      {
        atLeastOne: ['name', 'uid'],
        known: {
          type: 'text',
          uid: 'text',
          name: 'text',
        },
      },
    ],
  },
};

/** What is wrong with an event, by the rules. */
function problemsOf(value: unknown, rule: Rule, path = ''): string[] {
  const fields = Object.entries(value as object);
  const names = fields.map(([name]) => name);
  const { required = [], atLeastOne = [], known } = rule;
  return [
    ...required
      .filter(name => !names.includes(name))
      .map(name => `${path}.${name} is missing`),
    ...(atLeastOne.length > 0 && !atLeastOne.some(one => names.includes(one))
      ? [`${path} has none of ${atLeastOne.join(', ')}`]
      : []),
    ...fields.flatMap(([name, field]) =>
      problemsOfField(field, known[name], `${path}.${name}`),
    ),
  ];
}

function problemsOfField(
  value: unknown,
  rule: Rule['known'][string] | undefined,
  path: string,
): string[] {
  if (rule === undefined) return [`${path} is not of the class`];
  if (typeof rule === 'string') {
    return isOfType(value, rule) ? [] : [`${path} is no ${rule}`];
  }
  if ('known' in rule) return problemsOf(value, rule, path);
  const [first] = rule;
  if (typeof first === 'object') {
    return (value as unknown[]).flatMap((each, index) =>
      problemsOf(each, first, `${path}[${index}]`),
    );
  }
  return (rule as readonly unknown[]).includes(value)
    ? []
    : [`${path} is ${value}`];
}

function isOfType(value: unknown, type: Exclude<Type, readonly number[]>) {
  switch (type) {
    case 'text':
      return typeof value === 'string';
    case 'integer':
      return Number.isSafeInteger(value);
    case 'time':
      // Milliseconds since 1970.
      return Number.isSafeInteger(value) && Number(value) > 1e12;
    default:
      return typeof value === 'object' && value !== null;
  }
}

const item = (over: Partial<LedgerItem> = {}): LedgerItem => ({
  id: 'aaaa.7',
  at: '2026-11-24T12:00:00.000Z',
  kind: 'intent',
  principal: { kind: 'user', ref: 'user:default/mina' },
  onBehalfOf: null,
  action: 'run-start',
  instance: 'production',
  deployment: 'd-1',
  title: 'orders/hourly',
  run: 'r-1',
  door: 'portal',
  decision: { allowed: true, policies: ['owners-run'], version: 'abc' },
  outcome: { status: 'succeeded', code: null, at: '2026-11-24T12:00:01.000Z' },
  ...over,
});

const NOTHING = {
  principal: null,
  action: null,
  instance: null,
  deployment: null,
  title: null,
  run: null,
  door: null,
  decision: null,
  outcome: null,
} as const;

/** As whoever reads the file gets it. */
const written = (given: LedgerItem, entry: Partial<LedgerEntry> = {}) =>
  JSON.parse(
    JSON.stringify(
      toOcsf(given, {
        seq: 7,
        parameters: { region: 'eu' },
        ...entry,
      } as never),
    ),
  );

it.each<[string, Partial<LedgerItem>, object]>([
  [
    'an act that was done',
    {},
    { activity_id: 1, type_uid: 600301, status_id: 1, severity_id: 1 },
  ],
  [
    'an act that Prefect refused',
    {
      action: 'run-cancel',
      outcome: {
        status: 'refused',
        code: 'PREFECT_REFUSED',
        at: '2026-11-24T12:00:01.000Z',
      },
    },
    {
      activity_id: 3,
      status_id: 2,
      status_detail: 'refused',
      status_code: 'PREFECT_REFUSED',
    },
  ],
  [
    'an act of which nobody knows how it ended',
    { outcome: { status: 'unknown', code: null, at: '2026-11-24T12:00:01Z' } },
    { status_id: 0, severity_id: 3 },
  ],
  ['an act under way', { outcome: null }, { status_id: 99 }],
  [
    'a denial for lack of a policy',
    {
      kind: 'denial',
      outcome: null,
      decision: { allowed: false, policies: [], version: null },
    },
    { status_id: 2, status_detail: 'denied', severity_id: 2 },
  ],
  [
    'a reading',
    { ...NOTHING, kind: 'read', action: 'ledger-list', door: 'portal' },
    { activity_id: 2, type_uid: 600302, status_id: 1 },
  ],
  [
    'what the ledger did itself',
    {
      ...NOTHING,
      kind: 'heartbeat',
      action: 'ledger-retention',
      principal: { kind: 'system', ref: 'ledger' },
    },
    { activity_id: 4, actor: { user: { uid: 'ledger', type_id: 3 } } },
  ],
  [
    'an act of an agent for a person, of a kind of its own',
    {
      action: 'grant-request',
      principal: { kind: 'workload', ref: 'agent:assistant' },
      onBehalfOf: { kind: 'user', ref: 'user:default/mina' },
    },
    {
      activity_id: 99,
      activity_name: 'grant-request',
      actor: { user: { uid: 'agent:assistant', type_id: 4 } },
      unmapped: { on_behalf_of: { ref: 'user:default/mina' } },
    },
  ],
  ['an entry that says nothing', { ...NOTHING, kind: 'key' }, {}],
])('is a valid event of %s', (_, over, expected) => {
  const event = written(item(over));
  expect(problemsOf(event, API_ACTIVITY)).toEqual([]);
  expect(event).toMatchObject(expected);
});

it('names who, what, where and by which policy', () => {
  expect(written(item())).toMatchObject({
    time: Date.parse('2026-11-24T12:00:00.000Z'),
    end_time: Date.parse('2026-11-24T12:00:01.000Z'),
    metadata: { version: '1.3.0', uid: 'aaaa.7', sequence: 7 },
    actor: {
      user: { uid: 'user:default/mina', name: 'mina', type_id: 1 },
      authorizations: [
        { decision: 'allowed', policy: { name: 'owners-run', version: 'abc' } },
      ],
    },
    api: { operation: 'run-start', request: { uid: 'aaaa.7' } },
    src_endpoint: { svc_name: 'portal' },
    dst_endpoint: { name: 'production' },
    resources: [
      { type: 'deployment', uid: 'd-1', name: 'orders/hourly' },
      { type: 'flow run', uid: 'r-1' },
    ],
    unmapped: { parameters: { region: 'eu' } },
  });
});

it.each([
  ['without what is required', { time: undefined }, '.time is missing'],
  ['with another class', { class_uid: 6001 }, '.class_uid is 6001'],
  ['with what is not of it', { door: 'x' }, '.door is not of the class'],
  ['with a time in words', { time: 'now' }, '.time is no time'],
  ['by nobody', { actor: {} }, '.actor has none of process, user'],
])('would be found invalid %s', (_, wrong, problem) => {
  const event = JSON.parse(JSON.stringify({ ...written(item()), ...wrong }));
  expect(problemsOf(event, API_ACTIVITY)).toEqual([
    expect.stringContaining(problem),
  ]);
});
