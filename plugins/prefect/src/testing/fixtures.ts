import type {
  AccessOffer,
  AccessTerms,
  Artifact,
  AttentionItem,
  ChartFigures,
  ChartPoint,
  ChartSeries,
  ComparedDeployment,
  ComparedField,
  Decision,
  Deployment,
  DeploymentDetail,
  DeploymentRights,
  DeploymentSchedule,
  Entitled,
  EntityAutomation,
  EnvironmentCell,
  Grant,
  HistoryBucket,
  LedgerEntryDetail,
  LedgerEntryPage,
  LedgerItem,
  LedgerState,
  Overview,
  OwnershipHealth,
  OwnershipProblem,
  PoolLoad,
  PrefectFacets,
  PrefectInstance,
  Run,
  RunCell,
  RunDetail,
  RunInput,
  RunState,
  ScheduleDetail,
  ScheduledDeployment,
  ScheduleOccurrence,
  SchedulePage,
  StateType,
  TaskRun,
  TeamRow,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Entity } from '@backstage/catalog-model';

const MINUTE_MS = 60_000;

/** The time so many minutes before now. */
export const minutesAgo = (minutes: number): string =>
  new Date(Date.now() - minutes * MINUTE_MS).toISOString();

/** The time so many minutes after now. */
export const inMinutes = (minutes: number): string => minutesAgo(-minutes);

/** A UUID that ends in the number. */
export const anId = (number: number): string =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Allowed, by the policy that owners may. */
export const allowed: Decision = {
  allowed: true,
  reason: 'You own it.',
  policy: 'owners-run',
};

/** Denied, with the reason that a person reads. */
export const denied = (
  reason = 'Only team-payments may do this.',
): Decision => ({ allowed: false, reason, policy: 'owners-run' });

/** Rights to do everything, except what is told. */
export const rights = (over: Partial<DeploymentRights> = {}) => ({
  run: allowed,
  operate: allowed,
  schedule: allowed,
  ...over,
});

/** An instance that is current. */
export const anInstance = (
  over: Partial<PrefectInstance> = {},
): PrefectInstance => ({
  id: 'production',
  title: 'Production',
  environment: 'production',
  labels: {},
  uiUrl: 'https://prefect.example.com',
  version: '3.8.8',
  limits: [],
  freshness: { state: 'current', asOf: minutesAgo(0), message: null },
  ...over,
});

/** What the filters offer. */
export const someFacets = (
  over: Partial<PrefectFacets> = {},
): PrefectFacets => ({
  owners: ['group:default/payments'],
  entities: ['component:default/payments-api'],
  tags: ['nightly'],
  deployments: [
    { instance: 'production', id: anId(100), title: 'bank/reconcile' },
  ],
  ...over,
});

const NAMES: Record<StateType, string> = {
  SCHEDULED: 'Scheduled',
  PENDING: 'Pending',
  RUNNING: 'Running',
  COMPLETED: 'Completed',
  FAILED: 'Failed',
  CANCELLED: 'Cancelled',
  CRASHED: 'Crashed',
  PAUSED: 'Paused',
  CANCELLING: 'Cancelling',
};

/** A state by its type, entered a minute ago. */
export const aState = (
  type: StateType,
  over: Partial<RunState> = {},
): RunState => ({
  type,
  name: NAMES[type],
  timestamp: minutesAgo(1),
  message: null,
  ...over,
});

/** A run in a strip, completed. */
export const aRunCell = (over: Partial<RunCell> = {}): RunCell => ({
  id: anId(1),
  name: 'imported-lion',
  state: aState('COMPLETED'),
  start: minutesAgo(10),
  durationMs: 6_000,
  ...over,
});

/** Every full hour, in UTC. */
export const aSchedule = (
  over: Partial<DeploymentSchedule> = {},
): DeploymentSchedule => ({
  id: anId(500),
  active: true,
  kind: 'cron',
  expression: '0 * * * *',
  timezone: 'UTC',
  anchor: null,
  ...over,
});

/** A healthy deployment of team payments that one may do everything with. */
export const aDeployment = (over: Partial<Deployment> = {}): Deployment => ({
  instance: 'production',
  environment: 'production',
  id: anId(100),
  title: 'bank/reconcile',
  name: 'reconcile',
  flowId: anId(200),
  flowName: 'bank',
  description: null,
  tags: [],
  paused: false,
  schedules: [aSchedule()],
  nextRun: inMinutes(41),
  workPool: 'demo',
  workQueue: 'default',
  pollingWorkers: 1,
  version: 'v1.4.2',
  entrypoint: 'flows/bank.py:bank',
  codeUrl: 'https://git.example.com/bank',
  prefectUrl: 'https://prefect.example.com/deployments/deployment/100',
  sensitivity: 'normal',
  owners: ['group:default/payments'],
  bindings: [
    {
      entity: 'component:default/payments-api',
      title: 'payments-api',
      source: 'annotation',
      trusted: true,
    },
  ],
  health: 'healthy',
  recentRuns: [aRunCell()],
  stats: {
    days: 7,
    finished: 50,
    completed: 49,
    successRate: 0.98,
    usualDurationMs: 6_000,
  },
  streak: null,
  cause: null,
  may: rights(),
  updated: minutesAgo(2_880),
  ...over,
});

/** A deployment with a required parameter and one that has a default. */
export const aDeploymentDetail = (
  over: Partial<DeploymentDetail> = {},
): DeploymentDetail => ({
  ...aDeployment(),
  parameterSchema: {
    type: 'object',
    properties: {
      region: {
        type: 'string',
        title: 'region',
        description: 'Which shop to read',
      },
      window: { type: 'integer', title: 'window', default: 6 },
    },
    required: ['region'],
  },
  parameters: {},
  secretParameters: [],
  enforceParameterSchema: true,
  lastGoodRun: null,
  ...over,
});

/** The entity `component:default/payments-api`, bound by its annotation. */
export const anEntity = (annotations: Record<string, string> = {}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'payments-api',
    namespace: 'default',
    annotations: {
      'prefect.io/deployment': 'production:bank/reconcile',
      ...annotations,
    },
  },
  spec: { type: 'service', owner: 'payments', lifecycle: 'production' },
});

/** What belongs to the entity: one healthy deployment. */
export const anEntityAutomation = (
  over: Partial<EntityAutomation> = {},
): EntityAutomation => ({
  entity: 'component:default/payments-api',
  items: [aDeployment()],
  proposals: [],
  unmatched: [],
  ...over,
});

/** The deployment as it is in production: one version, every hour, all well. */
export const anEnvironmentCell = (
  over: Partial<EnvironmentCell> = {},
): EnvironmentCell => ({
  instance: 'production',
  environment: 'production',
  id: anId(100),
  version: 'v1.4.2',
  paused: false,
  schedules: [aSchedule()],
  nextRun: inMinutes(20),
  health: 'healthy',
  lastRun: aRunCell(),
  prefectUrl: null,
  ...over,
});

/** A field that dev and production have, the same unless told otherwise. */
export const aComparedField = (
  field: ComparedField['field'],
  [dev, production]: readonly [dev: unknown, production: unknown],
  over: Partial<ComparedField> = {},
): ComparedField => ({
  field,
  path: [],
  differs: JSON.stringify(dev) !== JSON.stringify(production),
  values: [
    { instance: 'dev', value: dev, hidden: false, isDefault: false },
    {
      instance: 'production',
      value: production,
      hidden: false,
      isDefault: false,
    },
  ],
  ...over,
});

/** The deployment in dev, where it is a version ahead, and in production. */
export const aComparedDeployment = (
  over: Partial<ComparedDeployment> = {},
): ComparedDeployment => ({
  title: 'bank/reconcile',
  cells: [
    anEnvironmentCell({
      instance: 'dev',
      environment: 'development',
      id: anId(101),
      version: 'v1.5.0',
      schedules: [],
      lastRun: null,
    }),
    anEnvironmentCell(),
  ],
  fields: [
    aComparedField('version', ['v1.5.0', 'v1.4.2']),
    aComparedField('schedules', [[], [aSchedule()]]),
    aComparedField('tags', [['nightly'], ['nightly']]),
    aComparedField('parameter', [5, 50], { path: ['target', 'limit'] }),
  ],
  ...over,
});

/** A deployment that nobody owns; another of its flow belongs to team payments. */
export const anOwnershipProblem = (
  over: Partial<OwnershipProblem> = {},
): OwnershipProblem => ({
  id: 'problem-1',
  problem: 'unowned',
  instance: 'production',
  environment: 'production',
  deployment: { instance: 'production', id: anId(102), title: 'bank/orphan' },
  entity: null,
  entityTitle: null,
  annotation: null,
  since: minutesAgo(60),
  owners: [],
  guess: {
    owner: 'group:default/payments',
    entity: 'component:default/payments-api',
    entityTitle: 'Payments API',
    reason: 'same-flow',
    because: {
      instance: 'production',
      id: anId(100),
      title: 'bank/reconcile',
    },
    tag: null,
  },
  suggestions: [],
  fix: {
    annotation: 'prefect.io/deployment',
    value: 'production:bank/reconcile, production:bank/orphan',
  },
  editUrl: 'https://git.example.com/edit',
  ...over,
});

/** These ownerships in doubt, all of production and likely of team payments. */
export const someOwnershipHealth = (
  items: OwnershipProblem[] = [anOwnershipProblem()],
): OwnershipHealth => ({
  items,
  totalCount: items.length,
  nextCursor: null,
  counts: {
    problems: [
      { problem: items[0]?.problem ?? 'unowned', count: items.length },
    ],
    instances: [{ instance: 'production', count: items.length }],
    owners: [{ owner: 'group:default/payments', count: items.length }],
  },
});

/** A completed run of the deployment. */
export const aRun = (over: Partial<Run> = {}): Run => ({
  instance: 'production',
  environment: 'production',
  id: anId(1),
  name: 'imported-lion',
  flowId: anId(200),
  flowName: 'bank',
  deployment: {
    instance: 'production',
    id: anId(100),
    title: 'bank/reconcile',
  },
  owners: ['group:default/payments'],
  bindings: [],
  sensitivity: 'normal',
  state: aState('COMPLETED'),
  expectedStart: minutesAgo(10),
  start: minutesAgo(10),
  end: minutesAgo(9),
  durationMs: 60_000,
  latenessMs: 0,
  tags: [],
  runCount: 1,
  startedBy: { kind: 'schedule', name: null, entity: null },
  parent: null,
  ...over,
});

/** A completed run with everything about it. */
export const aRunDetail = (over: Partial<RunDetail> = {}): RunDetail => ({
  ...aRun(),
  parameters: { region: 'eu' },
  workPool: 'demo',
  workQueue: 'default',
  deploymentVersion: 'v1.4.2',
  codeUrl: 'https://git.example.com/bank',
  prefectUrl: 'https://prefect.example.com/runs/flow-run/1',
  infrastructurePid: null,
  streak: null,
  lastGoodRun: null,
  usualDurationMs: 6_000,
  cause: null,
  waiting: null,
  operations: [],
  may: rights(),
  ...over,
});

/** A completed task. */
export const aTaskRun = (over: Partial<TaskRun> = {}): TaskRun => ({
  id: anId(300),
  name: 'extract-0',
  kind: 'task',
  group: 'extract',
  state: aState('COMPLETED'),
  expectedStart: minutesAgo(10),
  start: minutesAgo(10),
  end: minutesAgo(9),
  durationMs: 60_000,
  runCount: 1,
  upstream: [],
  childRunId: null,
  ...over,
});

/** A markdown artifact. */
export const anArtifact = (over: Partial<Artifact> = {}): Artifact => ({
  id: anId(600),
  key: 'report',
  type: 'markdown',
  description: null,
  data: 'All *well*.',
  taskRunId: null,
  created: minutesAgo(9),
  updated: minutesAgo(9),
  ...over,
});

/** The form of a run that asks whether to go on. */
export const aRunInput = (over: Partial<RunInput> = {}): RunInput => ({
  schema: {
    type: 'object',
    properties: { approve: { type: 'boolean', title: 'approve' } },
  },
  description: null,
  since: minutesAgo(5),
  until: inMinutes(60),
  initial: {},
  ...over,
});

/** An hour of runs, by state. */
export const aHistoryBucket = (
  over: Partial<HistoryBucket> = {},
): HistoryBucket => ({
  start: minutesAgo(60),
  end: minutesAgo(0),
  counts: { COMPLETED: 5 },
  ...over,
});

/** A deployment that failed and wants somebody. */
export const anAttentionItem = (
  over: Partial<AttentionItem> = {},
): AttentionItem => ({
  kind: 'failing',
  run: aRun({ state: aState('FAILED') }),
  deployment: {
    instance: 'production',
    id: anId(100),
    title: 'bank/reconcile',
  },
  since: minutesAgo(30),
  failures: 3,
  until: null,
  cause: 'ValueError: ledger and bank totals differ',
  owners: ['group:default/payments'],
  ...over,
});

/** A team's deployments in numbers. */
export const aTeamRow = (over: Partial<TeamRow> = {}): TeamRow => ({
  owner: 'group:default/payments',
  deployments: 12,
  failing: 1,
  late: 0,
  running: 2,
  successRate: 0.981,
  latenessMs: 4_000,
  ...over,
});

/** One thing that needs somebody, one running run, one that is next, one team. */
export const anOverview = (over: Partial<Overview> = {}): Overview => ({
  attention: [anAttentionItem()],
  running: [aRun({ id: anId(2), state: aState('RUNNING'), end: null })],
  upcoming: {
    count: 1,
    items: [
      aRun({
        id: anId(3),
        state: aState('SCHEDULED'),
        expectedStart: inMinutes(20),
        start: null,
        end: null,
        durationMs: null,
      }),
    ],
  },
  teams: [aTeamRow()],
  ...over,
});

/** Nine of ten runs completed, half of them within six seconds. */
const someFigures = (over: Partial<ChartFigures> = {}): ChartFigures => ({
  finished: 10,
  completed: 9,
  failed: 1,
  crashed: 0,
  cancelled: 0,
  successRate: 0.9,
  durationMs: { p50: 6_000, p95: 80_000 },
  latenessMs: { p50: 400, p95: 2_000 },
  ...over,
});

/** Nothing ran. */
export const noFigures = (): ChartFigures => ({
  finished: 0,
  completed: 0,
  failed: 0,
  crashed: 0,
  cancelled: 0,
  successRate: null,
  durationMs: null,
  latenessMs: null,
});

/** Six hours of November 24, from an hour (UTC) on. */
export const aChartPoint = (
  hour: number,
  figures: ChartFigures = someFigures(),
): ChartPoint => {
  const at = (hours: number) =>
    new Date(Date.UTC(2026, 10, 24, hours)).toISOString();
  return { start: at(hour), end: at(hour + 6), ...figures };
};

/** A day of a deployment, of which one part had no runs. */
export const aChartSeries = (over: Partial<ChartSeries> = {}): ChartSeries => ({
  deployment: {
    instance: 'production',
    id: anId(100),
    title: 'bank/reconcile',
  },
  owner: null,
  whole: someFigures({ finished: 30, completed: 28, successRate: 0.933 }),
  points: [
    aChartPoint(0),
    aChartPoint(6, noFigures()),
    aChartPoint(
      12,
      someFigures({
        finished: 1,
        completed: 1,
        failed: 0,
        successRate: 1,
        durationMs: { p50: 4_000, p95: 4_000 },
      }),
    ),
    aChartPoint(18, someFigures({ successRate: 0.5, completed: 5, failed: 5 })),
  ],
  ...over,
});

/** A day of a team. */
export const aTeamSeries = (owner: string | null): ChartSeries =>
  aChartSeries({ deployment: null, owner });

/** Every full hour, as the deploy set it, due in 41 minutes. */
export const aScheduleDetail = (
  over: Partial<ScheduleDetail> = {},
): ScheduleDetail => ({
  ...aSchedule(),
  dayOr: true,
  slug: null,
  origin: { kind: 'deploy', at: minutesAgo(2_900), by: null },
  problem: null,
  knownSince: minutesAgo(2_879),
  next: inMinutes(41),
  count: 24,
  ...over,
});

/** A moment at which Prefect will make a run. */
export const anOccurrence = (
  over: Partial<ScheduleOccurrence> = {},
): ScheduleOccurrence => ({
  time: inMinutes(101),
  kind: 'computed',
  scheduleId: anId(500),
  run: null,
  ...over,
});

/** The deployment with one run that exists and one that is computed. */
export const aScheduledDeployment = (
  over: Partial<ScheduledDeployment> = {},
): ScheduledDeployment => ({
  instance: 'production',
  environment: 'production',
  id: anId(100),
  title: 'bank/reconcile',
  owners: ['group:default/payments'],
  paused: false,
  workPool: 'demo',
  usualDurationMs: 6_000,
  codeUrl: 'https://git.example.com/bank',
  schedules: [aScheduleDetail()],
  occurrences: [
    anOccurrence({
      time: inMinutes(41),
      kind: 'exists',
      run: {
        id: anId(1),
        name: 'imported-lion',
        state: aState('SCHEDULED'),
      },
    }),
    anOccurrence(),
  ],
  hidden: null,
  missed: 0,
  overlap: null,
  may: rights(),
  ...over,
});

/** From three hours ago to tomorrow, one deployment. */
export const aSchedulePage = (
  items = [aScheduledDeployment()],
  over: Partial<SchedulePage> = {},
): SchedulePage => ({
  now: minutesAgo(0),
  since: minutesAgo(180),
  until: inMinutes(1_440),
  items,
  totalCount: items.length,
  nextCursor: null,
  ...over,
});

/** A pool for two runs at once that gets three. */
export const aPoolLoad = (over: Partial<PoolLoad> = {}): PoolLoad => ({
  instance: 'production',
  environment: 'production',
  name: 'demo',
  paused: false,
  workersOnline: 1,
  concurrencyLimit: 2,
  deployments: 4,
  unknownLength: 0,
  most: 3,
  buckets: [
    { start: minutesAgo(180), end: minutesAgo(0), runs: 1 },
    { start: minutesAgo(0), end: inMinutes(60), runs: 3 },
    { start: inMinutes(60), end: inMinutes(1_440), runs: 0 },
  ],
  ...over,
});

/** Mina started a run of the deployment, which went well. */
export const aLedgerItem = (over: Partial<LedgerItem> = {}): LedgerItem => ({
  id: 'aaaa.7',
  at: minutesAgo(4),
  kind: 'intent',
  principal: { kind: 'user', ref: 'user:default/mina' },
  onBehalfOf: null,
  action: 'run-start',
  instance: 'production',
  deployment: anId(100),
  title: 'bank/reconcile',
  run: anId(1),
  door: 'portal',
  decision: { allowed: true, policies: ['owners-run'], version: '4c1e9a' },
  outcome: { status: 'succeeded', code: null, at: minutesAgo(4) },
  ...over,
});

/** A page of entries for who may audit everything. */
export const aLedgerPage = (
  items: LedgerItem[] = [aLedgerItem()],
  over: Partial<LedgerEntryPage> = {},
): LedgerEntryPage => ({
  items,
  nextCursor: null,
  audits: 'everything',
  sentence: null,
  ...over,
});

/** An entry as it was recorded, with its end. */
export const aLedgerEntry = (
  over: Partial<LedgerItem> = {},
): LedgerEntryDetail => {
  const item = aLedgerItem(over);
  return {
    item,
    entry: {
      id: item.id,
      at: item.at,
      kind: item.kind,
      action: item.action,
      parameters: { region: 'eu', api_token: '\u2022\u2022\u2022\u2022' },
      digest: 'd1935e',
      meta: { title: item.title, idempotencyKey: 'key-1' },
    },
    ended: item.outcome && {
      id: 'aaaa.8',
      at: item.outcome.at,
      kind: 'outcome',
      of: item.id,
    },
  };
};

/** All of the ledger verified four minutes ago. */
export const aLedgerState = (over: Partial<LedgerState> = {}): LedgerState => ({
  state: 'checked',
  isChecking: false,
  checkedAt: minutesAgo(4),
  entries: 18_240,
  version: '1.2.3',
  since: null,
  broken: null,
  keys: [
    {
      id: 'f00dfeed',
      publicKey: '-----BEGIN PUBLIC KEY-----\nMCow\n-----END PUBLIC KEY-----\n',
    },
  ],
  ...over,
});

/** An approval by one, once, within four hours, with the parameters that were approved. */
export const someTerms = (over: Partial<AccessTerms> = {}): AccessTerms => ({
  approvals: 1,
  longestSeconds: 14_400,
  uses: 'once',
  parameters: 'approved',
  ...over,
});

/** Somebody who may by the policy that owners may. */
export const anEntitled = (over: Partial<Entitled> = {}): Entitled => ({
  ref: 'user:default/ana',
  name: 'Ana Ruiz',
  policies: ['owners-run'],
  grant: null,
  ...over,
});

/** It can be asked for, of Ana Ruiz and Jo Lim, and not be taken at once. */
export const anAccessOffer = (
  over: Partial<AccessOffer> = {},
): AccessOffer => ({
  request: { allowed: true, reason: 'Allowed.', policy: 'anyone-asks' },
  terms: someTerms(),
  breakGlass: denied('You may not take this without being asked.'),
  breakGlassTerms: null,
  approvers: [
    anEntitled(),
    anEntitled({ ref: 'user:default/jo', name: 'Jo Lim' }),
  ],
  ...over,
});

/** It can be neither asked for nor taken. */
export const noAccessOffer = (): AccessOffer =>
  anAccessOffer({
    request: denied('You may not ask for this: no policy allows it.'),
    terms: null,
    approvers: [],
  });

/** Lena's wish to run the deployment, which waits for one of Ana and Jo. */
export const aGrant = (over: Partial<Grant> = {}): Grant => ({
  id: anId(900),
  kind: 'asked',
  principal: 'user:default/lena',
  right: 'run',
  deployment: {
    instance: 'production',
    id: anId(100),
    title: 'bank/reconcile',
  },
  environment: 'production',
  reason: 'INC-204, a refund is stuck',
  door: 'portal',
  askedAt: minutesAgo(4),
  state: 'waiting',
  approvals: 0,
  approvalsNeeded: 1,
  seconds: 3_600,
  uses: 'once',
  parameters: { region: 'eu' },
  approvers: ['user:default/ana', 'user:default/jo'],
  policy: 'anyone-asks',
  lapsesAt: inMinutes(10_000),
  activeFrom: null,
  expiresAt: null,
  endedAt: null,
  usedAt: null,
  run: null,
  review: 'none',
  voices: [],
  rights: { decide: allowed, isOwn: false },
  ...over,
});

/** A grant of the reader; whether somebody decides is not theirs to say. */
export const aGrantOfMine = (over: Partial<Grant> = {}): Grant =>
  aGrant({
    principal: 'user:default/mina',
    rights: {
      decide: denied('Somebody else decides: it is you who asked for it.'),
      isOwn: true,
    },
    ...over,
  });

/** The grant in force for another 30 minutes, by Ana's approval. */
export const inForce = (): Partial<Grant> => ({
  state: 'active',
  approvals: 1,
  activeFrom: minutesAgo(30),
  expiresAt: inMinutes(30),
  voices: [
    {
      by: 'user:default/ana',
      verdict: 'approved',
      reason: 'Go ahead',
      at: minutesAgo(30),
    },
  ],
});
