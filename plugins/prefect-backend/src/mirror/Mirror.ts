import type { InstanceId } from '../instances';

/** RFC 3339 in UTC with six digits, `2026-11-24T09:00:00.123456Z`; sorts as text. */
export type Instant = string & { readonly brand: 'Instant' };

/** A deployment or a run is known by its instance and Prefect's id. */
export type Key = { readonly instance: InstanceId; readonly id: string };

/** What changed in the mirror; ids only. */
export type MirrorChange = {
  readonly instance: InstanceId;
  readonly runs: readonly string[];
  readonly deployments: readonly string[];
  /** Anything may have changed: a seed or a reconciliation ended. */
  readonly all: boolean;
};

/** How far the mirror of one instance can be trusted. */
export type Freshness =
  | { readonly state: 'seeding'; readonly problem: string | undefined }
  | { readonly state: 'current'; readonly asOf: Instant }
  | {
      readonly state: 'stale';
      readonly asOf: Instant;
      readonly problem: string;
    };

/** What Prefect holds now, kept by one event subscription per instance. */
export interface Mirror {
  /** Starts seeding and following every instance; returns at once. */
  start(): Promise<void>;
  stop(): Promise<void>;
  freshness(instance: InstanceId): Freshness;
  /** Prefect's version as it last answered. */
  version(instance: InstanceId): string | undefined;
  /** Called after the change is committed. Returns the unsubscribe function. */
  onChange(listener: (change: MirrorChange) => void): () => void;
  /** Called with runs that wrote log lines. Returns the unsubscribe function. */
  onLogs(
    listener: (instance: InstanceId, runIds: readonly string[]) => void,
  ): () => void;
  /**
   * Reads these runs from Prefect now and folds them, so that what the caller has just
   * caused is there when the answer leaves. Runs that Prefect does not know are removed.
   */
  refreshRuns(instance: InstanceId, ids: readonly string[]): Promise<void>;
  /** The same for a deployment with its schedules. */
  refreshDeployments(
    instance: InstanceId,
    ids: readonly string[],
  ): Promise<void>;
}
