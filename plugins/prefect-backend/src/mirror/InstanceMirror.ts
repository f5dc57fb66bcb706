import type { LoggerService } from '@backstage/backend-plugin-api';
import type { PrefectReader } from '@backstage-prefect/backstage-plugin-prefect-node';
import type { InstanceId, PrefectSocket } from '../instances';
import { EventFeed } from './EventFeed';
import { Health, PATIENCE_MS } from './Health';
import { type DefinitionChange, InstanceReader } from './InstanceReader';
import { instantOf } from './instant';
import type { Freshness, MirrorChange } from './Mirror';
import type { MirrorSettings } from './MirrorSettings';
import type { MirrorStore } from './MirrorStore';
import type { PrefectEvent } from './PrefectEvent';
import { isForPeople, problemOf } from './problemOf';
import { RunFolder } from './RunFolder';
import { RunKeeper } from './RunKeeper';
import { Turns } from './Turns';

export type InstanceMirrorDeps = {
  readonly instance: InstanceId;
  readonly reader: PrefectReader;
  readonly openEvents: () => PrefectSocket;
  readonly store: MirrorStore;
  readonly settings: MirrorSettings;
  readonly logger: LoggerService;
  readonly clock: () => Date;
  /** Waits, ms; ends early and without an error when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly random: () => number;
  readonly onChange: (change: MirrorChange) => void;
};

/**
 * After it says that a deployment was updated, Prefect deletes its scheduled runs, and its
 * scheduler makes new ones within some seconds, both without an event (3.8.8).
 */
const SETTLE_MS = [0, 1_500, 6_500];
/** How long the first comparison waits for the event stream to open. */
const FIRST_COMPARE_MS = 2_000;
/** How soon it compares again after that failed. */
const MEND_MS = 2_000;
/** Stored runs that one comparison reads again. */
const SWEEP = 1_000;
/** What ended in this time before the last comparison is read once more. */
const OVERLAP_MS = 60_000;
/** Comparisons for which it is remembered what overtook what. */
const ROUNDS = 6;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Keeps the tables of one instance equal to what Prefect holds: events tell what to read,
 * and comparisons find what no event tells, such as deletions.
 */
export class InstanceMirror {
  readonly #deps: InstanceMirrorDeps;
  readonly #reads: InstanceReader;
  readonly #runs: RunKeeper;
  readonly #feed: EventFeed;
  readonly #health: Health;
  /** Reading and writing of flows, deployments and work pools. */
  readonly #definitions = new Turns();
  readonly #comparisons = new Turns();
  readonly #stop = new AbortController();
  #isMending = false;
  /** Where the sweep for deleted runs goes on. */
  #sweptTo = '';
  /** When the last comparisons began; before the first of them no question is open. */
  readonly #rounds: number[] = [];
  #version: string | undefined;
  #finished: Promise<unknown> = Promise.resolve();

  constructor(deps: InstanceMirrorDeps) {
    const { signal } = this.#stop;
    this.#deps = deps;
    this.#reads = new InstanceReader(deps);
    this.#health = new Health(deps.clock);
    this.#runs = new RunKeeper(
      {
        ...deps,
        folder: new RunFolder(deps),
        onChange: runs => this.#tell({ runs }),
        onBroken: error => this.#broken(error),
      },
      signal,
    );
    this.#feed = new EventFeed(
      {
        ...deps,
        open: deps.openEvents,
        onEvent: event => this.#handle(event),
        catchUp: () => this.#compare(),
        onBroken: error => this.#broken(error),
      },
      signal,
    );
  }

  async start(): Promise<void> {
    const known = await this.#deps.store.findInstance(this.#deps.instance);
    this.#version = known?.version ?? undefined;
    this.#health.restore(known);
    this.#finished = Promise.all([this.#feed.run(), this.#compareRegularly()]);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#finished;
    await this.#runs.idle();
    await this.#definitions.idle();
  }

  get version(): string | undefined {
    return this.#version;
  }

  freshness(): Freshness {
    return this.#health.freshness();
  }

  /** Reads these runs now; those that Prefect does not know are removed. */
  async refreshRuns(ids: readonly string[]): Promise<void> {
    await this.#runs.read(ids);
  }

  /** The same for deployments with their schedules. */
  async refreshDeployments(ids: readonly string[]): Promise<void> {
    await this.#definitions.take(async () =>
      this.#tellDefinitions(await this.#reads.refreshDeployments(ids)),
    );
  }

  /** Without events too: a proxy may let only requests through. */
  async #compareRegularly(): Promise<void> {
    const { settings } = this.#deps;
    await this.#rest(FIRST_COMPARE_MS);
    if (!this.#feed.isOpen && !this.#isStopped) {
      await this.#guard(() => this.#compare());
    }
    while (!this.#isStopped) {
      await this.#rest(settings.reconcileSeconds * 1000);
      if (!this.#isStopped) await this.#guard(() => this.#compare());
    }
  }

  async #compare(): Promise<void> {
    await this.#comparisons.take(() => this.#compareNow());
  }

  /** Reads what may be other than it is stored, and is well again when that worked. */
  async #compareNow(): Promise<void> {
    if (this.#isStopped) return;
    const isFed = this.#feed.isOpen;
    const wasBehind = this.#health.freshness().state !== 'current';
    const startedAt = this.#deps.clock();
    const round = this.#runs.now();
    this.#version = await this.#deps.reader.version();
    await this.#definitions.take(async () =>
      this.#tellDefinitions(await this.#reads.readDefinitions()),
    );
    await this.#compareRuns(startedAt);
    this.#forgetBefore(round);
    this.#health.isRightAsOf(instantOf(startedAt));
    this.#isMending = false;
    if (isFed && this.#feed.isOpen) this.#health.mend();
    await this.#saveState();
    if (wasBehind) this.#tell({ all: true });
  }

  async #compareRuns(startedAt: Date): Promise<void> {
    const { store, instance, settings } = this.#deps;
    const before = (ms: number) => new Date(startedAt.getTime() - ms);
    const { asOf } = this.#health;
    const since = asOf
      ? new Date(Date.parse(asOf) - OVERLAP_MS)
      : before(settings.seedDays * DAY_MS);
    await this.#runs.keepPages(this.#reads.liveRuns());
    await this.#runs.keepPages(this.#reads.runsEndedAfter(since.toISOString()));
    await this.#runs.read(await store.liveRuns(instance));
    await this.#sweep();
    const keepFrom = before(settings.retentionDays * DAY_MS);
    await store.removeRunsBefore(instance, instantOf(keepFrom));
  }

  /** Reads some stored runs again: no event tells that an ended run was deleted. */
  async #sweep(): Promise<void> {
    const { store, instance } = this.#deps;
    const ids = await store.runsAfter(instance, this.#sweptTo, SWEEP);
    this.#sweptTo = ids.length < SWEEP ? '' : ids[ids.length - 1];
    await this.#runs.read(ids);
  }

  #forgetBefore(round: number): void {
    this.#rounds.push(round);
    if (this.#rounds.length <= ROUNDS) return;
    this.#runs.forgetBefore(this.#rounds.shift() ?? 0);
  }

  async #handle(event: PrefectEvent): Promise<void> {
    switch (event.kind) {
      case 'run-state':
        await this.#runs.apply(event.runId, event.state);
        break;
      case 'run':
        this.#runs.touch(event.runId);
        break;
      case 'deployment':
        void this.#guard(() => this.#settleDeployment(event.deploymentId));
        break;
      case 'work-pool':
        void this.#guard(() => this.#readWorkPools());
        break;
      case 'other':
        break;
      default:
        event satisfies never;
    }
  }

  async #settleDeployment(id: string): Promise<void> {
    const { store, instance } = this.#deps;
    for (const wait of SETTLE_MS) {
      await this.#rest(wait);
      if (this.#isStopped) return;
      await this.refreshDeployments([id]);
      await this.#runs.read(await store.scheduledRunsOf(instance, id));
      await this.#runs.keepPages(this.#reads.scheduledRunsOf(id));
    }
  }

  async #readWorkPools(): Promise<void> {
    await this.#definitions.take(async () =>
      this.#tellDefinitions({
        deployments: [],
        workPools: await this.#reads.readWorkPools(),
      }),
    );
  }

  /** Work that nobody waits for: what fails is mended by the next comparison. */
  async #guard(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#broken(error);
    }
  }

  #broken(error: unknown): void {
    if (this.#isStopped) return;
    const { logger, instance } = this.#deps;
    const isNew = !this.#health.isBroken;
    const problem = problemOf(error);
    this.#health.break(problem);
    void this.#mend();
    if (!isNew) return;
    logger.warn(
      `The mirror of ${instance} may be behind: ${problem}`,
      isForPeople(error) ? undefined : (error as Error),
    );
    // Pages that are open then learn that what they show is stale.
    void this.#rest(PATIENCE_MS).then(() => {
      if (this.#health.isBroken) this.#tell({ all: true });
    });
  }

  /** Compares until that works once. */
  async #mend(): Promise<void> {
    if (this.#isMending) return;
    this.#isMending = true;
    while (this.#isMending && !this.#isStopped) {
      await this.#rest(MEND_MS);
      if (this.#isMending) await this.#guard(() => this.#compare());
    }
  }

  async #saveState(): Promise<void> {
    await this.#deps.store.saveInstance({
      instance: this.#deps.instance,
      version: this.#version?.slice(0, 64) ?? null,
      seeded_at: this.#health.seededAt,
      as_of: this.#health.asOf,
      problem: null,
    });
  }

  #tellDefinitions({ deployments, workPools }: DefinitionChange): void {
    // Whether a pool has workers shows on every page that says why a run waits.
    if (workPools) this.#tell({ all: true });
    else if (deployments.length > 0) this.#tell({ deployments });
  }

  #tell(change: Partial<Omit<MirrorChange, 'instance'>>): void {
    if (this.#isStopped) return;
    this.#deps.onChange({
      instance: this.#deps.instance,
      runs: [],
      deployments: [],
      all: false,
      ...change,
    });
  }

  get #isStopped(): boolean {
    return this.#stop.signal.aborted;
  }

  #rest(ms: number): Promise<void> {
    return this.#deps.sleep(ms, this.#stop.signal);
  }
}
