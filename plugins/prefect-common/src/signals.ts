/**
 * The channel on which the backend says that something changed.
 * @public
 */
export const PREFECT_SIGNAL_CHANNEL = 'prefect';

/**
 * "This changed, fetch it again." Carries opaque ids and never data, because a signal
 * reaches everybody who subscribes (Backstage signals have no subscribe authorisation).
 * @public
 */
export type PrefectSignal = {
  instance: string;
  /** Ids of flow runs whose state or fields changed. */
  runs: string[];
  /** Ids of the deployments that these runs are of. */
  runsOf: string[];
  /** Ids of deployments that changed. */
  deployments: string[];
  /** Ids of flow runs that wrote log lines. */
  logs: string[];
  /** Too many changes to name, or the mirror was reconciled: refetch everything. */
  all: boolean;
};
