import type { LoggerService } from '@backstage/backend-plugin-api';
import type { PrefectReader } from '@backstage-prefect/backstage-plugin-prefect-node';
import type { InstanceId, PrefectSocket } from '../instances';
import { EventFeed } from './EventFeed';
import { Health } from './Health';
import { type DefinitionChange, InstanceReader } from './InstanceReader';
import { instantOf } from './instant';
import { LostLeaseError } from './lease/LostLeaseError';
import type { MirrorChange } from './Mirror';
import type { MirrorMetrics } from './MirrorMetrics';
import type { MirrorSettings } from './MirrorSettings';
import type { MirrorStore } from './MirrorStore';
import type { PrefectEvent } from './PrefectEvent';
import { isForPeople, problemOf } from './problemOf';
import { RunFolder } from './RunFolder';
import { RunKeeper } from './RunKeeper';
import type { RunRetention } from './RunRetention';
import { patientReader } from './seed/patientReader';
import { Seeder } from './seed/Seeder';
import type { SeedStore } from './seed/SeedStore';
import { SeenUntil } from './SeenUntil';
import { tooOldError } from './tooOldError';
import { Turns } from './Turns';

export type InstanceMirrorDeps = {
  readonly instance: InstanceId;
  readonly reader: PrefectReader;
  readonly openEvents: () => PrefectSocket;
  readonly store: MirrorStore;
  readonly seeds: SeedStore;
  readonly retention: RunRetention;
  readonly settings: MirrorSettings;
  readonly logger: LoggerService;
  readonly metrics: MirrorMetrics;
  /** Milliseconds that pass evenly, whatever is done to the clock. */
  readonly elapsed: () => number;
  /** Waits, ms; ends early and without an error when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly random: () => number;
  readonly onChange: (change: MirrorChange) => void;
  /** How fresh it is has been stored. */
  readonly onStateSaved: () => void;
  /** A write was refused: another process follows the instance now. */
  readonly onLostLease: () => void;
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
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Keeps the tables of one instance equal to what Prefect holds: events tell what to read,
 * and comparisons find what no event tells, such as deletions.
 */
export class InstanceMirror {
  readonly #deps: InstanceMirrorDeps;
  readonly #reads: InstanceReader;
  readonly #runs: RunKeeper;
  readonly #seeder: Seeder;
  readonly #feed: EventFeed;
  readonly #health = new Health();
  readonly #seen = new SeenUntil();
  /** Reading and writing of flows, deployments and work pools. */
  readonly #definitions = new Turns();
  readonly #comparisons = new Turns();
  readonly #stop = new AbortController();
  #isMending = false;
  /** Where the sweep for deleted runs goes on. */
  #sweptTo = '';
  #version: string | undefined;
  #finished: Promise<unknown> = Promise.resolve();

  constructor(deps: InstanceMirrorDeps) {
    const { signal } = this.#stop;
    this.#deps = deps;
    this.#reads = new InstanceReader(deps);
    this.#runs = new RunKeeper(
      {
        ...deps,
        folder: new RunFolder(deps),
        onChange: change => this.#tell(change),
        onBroken: error => this.#broken(error),
      },
      signal,
    );
    const patient = new InstanceReader({
      ...deps,
      reader: patientReader(deps.reader, { ...deps, signal }),
    });
    this.#seeder = new Seeder({
      instance: deps.instance,
      store: deps.seeds,
      endedRuns: span => patient.endedRuns(span),
      keepPages: async (pages, onKept) => {
        await this.#runs.keepPages(pages, async page => {
          this.#seen.see(page);
          await onKept(page);
        });
      },
    });
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

  /** Begins where the process before ended, which was then, by the database's clock. */
  async start(unheldSince: number): Promise<void> {
    const { store, instance } = this.#deps;
    const known = await store.findInstance(instance);
    this.#version = known?.version ?? undefined;
    this.#health.restore(known);
    this.#seen.restore(known?.seen_until ?? null);
    const { problem } = this.#health;
    await store.markBehind(instance, { since: unheldSince, problem });
    this.#finished = Promise.all([this.#feed.run(), this.#compareRegularly()]);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#finished;
    await this.#runs.idle();
    await this.#definitions.idle();
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
    const wasBehind = this.#health.isBroken;
    const wasSeeded = this.#health.seededAt !== null;
    const { store, reader, metrics, elapsed, instance } = this.#deps;
    const began = elapsed();
    const startedAt = await store.now();
    this.#version = await reader.version();
    const tooOld = tooOldError(this.#version);
    if (tooOld) throw tooOld;
    const { deployments } = await this.#definitions.take(async () =>
      this.#tellDefinitions(await this.#reads.readDefinitions()),
    );
    const runs = await this.#compareRuns(startedAt);
    metrics.compared(instance, {
      runs: wasSeeded ? runs : 0,
      deployments: wasSeeded ? deployments.length : 0,
      tookMs: elapsed() - began,
    });
    this.#health.isRightAsOf(instantOf(startedAt));
    this.#isMending = false;
    if (isFed && this.#feed.isOpen) this.#health.mend();
    await this.#saveState();
    if (wasBehind) this.#tell({ all: true });
  }

  /** @returns how many were other than stored although no event had told it */
  async #compareRuns(startedAt: Date): Promise<number> {
    const { store, instance, settings } = this.#deps;
    const before = (ms: number) => new Date(startedAt.getTime() - ms);
    let untold = await this.#runs.keepPages(this.#reads.liveRuns());
    const known = this.#seen.since(this.#health.asOf);
    if (known) {
      const after = new Date(Date.parse(known) - OVERLAP_MS).toISOString();
      untold += await this.#runs.keepPages(
        this.#reads.endedRuns({ after }),
        page => this.#seen.see(page),
      );
    } else {
      const since = before(settings.seedDays * DAY_MS);
      await this.#seeder.seed(instantOf(since));
    }
    this.#seen.settle();
    untold += await this.#runs.read(await store.liveRuns(instance));
    untold += await this.#sweep();
    await this.#deps.retention.apply(startedAt);
    return untold;
  }

  /** Reads some stored runs again: no event tells that an ended run was deleted. */
  async #sweep(): Promise<number> {
    const { store, instance } = this.#deps;
    const ids = await store.runsAfter(instance, this.#sweptTo, SWEEP);
    this.#sweptTo = ids.length < SWEEP ? '' : ids[ids.length - 1];
    return this.#runs.read(ids);
  }

  async #handle(event: PrefectEvent): Promise<void> {
    this.#deps.metrics.received(this.#deps.instance);
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
    if (error instanceof LostLeaseError) {
      this.#deps.onLostLease();
      return;
    }
    // Whatever else an old Prefect does not do follows from that.
    const problem = problemOf(tooOldError(this.#version) ?? error);
    const isNew = !this.#health.isBroken || this.#health.problem !== problem;
    this.#health.break(problem);
    // If that fails too, the database is away, which every process sees for itself.
    void this.#saveState().catch(() => undefined);
    void this.#mend();
    if (!isNew) return;
    logger.warn(
      `The mirror of ${instance} may be behind: ${problem}`,
      isForPeople(error) ? undefined : (error as Error),
    );
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
      seen_until: this.#seen.time,
      problem: this.#health.isBroken ? this.#health.problem : null,
    });
    this.#deps.onStateSaved();
  }

  #tellDefinitions(change: DefinitionChange): DefinitionChange {
    const { deployments, workPools } = change;
    // Whether a pool has workers shows on every page that says why a run waits.
    if (workPools) this.#tell({ all: true });
    else if (deployments.length > 0) this.#tell({ deployments });
    return change;
  }

  #tell(change: Partial<Omit<MirrorChange, 'instance'>>): void {
    if (this.#isStopped) return;
    this.#deps.onChange({
      instance: this.#deps.instance,
      runs: [],
      runsOf: [],
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
