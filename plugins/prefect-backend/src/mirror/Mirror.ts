import type { InstanceId } from '../instances';

/** RFC 3339 in UTC with six digits, `2026-11-24T09:00:00.123456Z`; sorts as text. */
export type Instant = string & { readonly brand: 'Instant' };

/** A deployment or a run is known by its instance and Prefect's id. */
export type Key = { readonly instance: InstanceId; readonly id: string };

/** What changed in the mirror; ids only. */
export type MirrorChange = {
  readonly instance: InstanceId;
  readonly runs: readonly string[];
  /** Deployments that these runs are of. */
  readonly runsOf: readonly string[];
  readonly deployments: readonly string[];
  /** Anything may have changed: a seed or a reconciliation ended. */
  readonly all: boolean;
};

/**
 * Whether this process changed it or heard of it from the one that did. What must happen
 * once for all replicas, such as telling open pages, is for the one that changed it.
 */
export type Origin = 'here' | 'elsewhere';

export type ChangeListener = (change: MirrorChange, from: Origin) => void;
export type LogsListener = (
  instance: InstanceId,
  runIds: readonly string[],
  from: Origin,
) => void;

/** How far the mirror of one instance can be trusted. */
export type Freshness =
  | { readonly state: 'seeding'; readonly problem: string | undefined }
  | { readonly state: 'current'; readonly asOf: Instant }
  | {
      readonly state: 'stale';
      readonly asOf: Instant;
      readonly problem: string;
    };

/** Who keeps the mirror of one instance, and how well. */
export type Following = {
  /** Whether this process does. */
  readonly isHere: boolean;
  /** Host and process; undefined when nobody ever did. */
  readonly holder: string | undefined;
  /** Rises by one with each change of the holder. */
  readonly term: number;
  /** For how long what is shown may be behind, ms; 0 while it is current. */
  readonly behindMs: number;
};

/**
 * What Prefect holds now, kept by one event subscription per instance, which one of all
 * processes holds; the others answer from what it keeps.
 */
export interface Mirror {
  /** Starts to follow every instance that no other process follows; returns at once. */
  start(): Promise<void>;
  stop(): Promise<void>;
  freshness(instance: InstanceId): Freshness;
  following(instance: InstanceId): Following;
  /** Prefect's version as it last answered. */
  version(instance: InstanceId): string | undefined;
  /**
   * Called after the change is committed, whichever process did that. Returns the
   * unsubscribe function.
   */
  onChange(listener: ChangeListener): () => void;
  /** Called with runs that wrote log lines. Returns the unsubscribe function. */
  onLogs(listener: LogsListener): () => void;
  /**
   * Reads these runs from Prefect now and folds them, so that what the caller has just
   * caused is there when the answer leaves. Runs that Prefect does not know are removed.
   * A process that does not follow the instance has the one read them that does.
   *
   * @throws PrefectUnreachableError when they cannot be read
   */
  refreshRuns(instance: InstanceId, ids: readonly string[]): Promise<void>;
  /** The same for a deployment with its schedules. */
  refreshDeployments(
    instance: InstanceId,
    ids: readonly string[],
  ): Promise<void>;
}
