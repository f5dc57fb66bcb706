import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import {
  PREFECT_SIGNAL_CHANNEL,
  type PrefectSignal,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Bindings } from './bindings';
import type { Instances } from './instances';
import type { Mirror } from './mirror';
import type { Schedule } from './schedule';

/** At most one signal of an instance in this time; the first one leaves at once. */
const QUIET_MS = 100;
/** More ids than this are cheaper to fetch as "anything". */
const MOST_IDS = 200;

/** What signals are made from. */
export type SignalDeps = {
  readonly signals: SignalsService;
  readonly mirror: Pick<Mirror, 'onChange' | 'onLogs'>;
  readonly bindings: Pick<Bindings, 'onChange'>;
  readonly instances: Pick<Instances, 'list'>;
  readonly schedule: Schedule;
  readonly logger: LoggerService;
};

type News = {
  readonly runs?: readonly string[];
  readonly deployments?: readonly string[];
  readonly logs?: readonly string[];
  readonly all?: boolean;
};

/** Gathers what happens while an instance has to be quiet. */
class Pings {
  readonly #deps: SignalDeps;
  readonly #quiet = new Map<string, () => void>();
  readonly #gathered = new Map<string, PrefectSignal>();

  constructor(deps: SignalDeps) {
    this.#deps = deps;
  }

  add(instance: string, news: News): void {
    const gathered = this.#gathered.get(instance) ?? nothing(instance);
    this.#gathered.set(instance, merge(gathered, news));
    if (!this.#quiet.has(instance)) {
      this.#send(instance);
    }
  }

  stop(): void {
    this.#quiet.forEach(cancel => cancel());
    this.#quiet.clear();
    this.#gathered.clear();
  }

  #send(instance: string): void {
    const message = this.#gathered.get(instance);
    if (!message) {
      this.#quiet.delete(instance);
      return;
    }
    this.#gathered.delete(instance);
    this.#quiet.set(
      instance,
      this.#deps.schedule(() => this.#send(instance), QUIET_MS),
    );
    this.#publish(message);
  }

  #publish(message: PrefectSignal): void {
    const channel = PREFECT_SIGNAL_CHANNEL;
    const recipients = { type: 'broadcast' as const };
    this.#deps.signals
      .publish({ recipients, channel, message })
      .catch(error =>
        this.#deps.logger.warn(
          `Open pages were not told of a change and show it when they next fetch: ${error}`,
        ),
      );
  }
}

/**
 * Tells open pages what to fetch again. Signals reach every subscriber, so they carry
 * ids and never data. Returns the function that stops it.
 */
export function startSignals(deps: SignalDeps): () => void {
  const pings = new Pings(deps);
  const stops = [
    deps.mirror.onChange(({ instance, runs, deployments, all }) =>
      pings.add(instance, { runs, deployments, all }),
    ),
    deps.mirror.onLogs((instance, logs) => pings.add(instance, { logs })),
    deps.bindings.onChange(() =>
      deps.instances.list().forEach(({ id }) => pings.add(id, { all: true })),
    ),
    () => pings.stop(),
  ];
  return () => stops.forEach(stop => stop());
}

function nothing(instance: string): PrefectSignal {
  return { instance, runs: [], deployments: [], logs: [], all: false };
}

function merge(signal: PrefectSignal, news: News): PrefectSignal {
  const merged = {
    instance: signal.instance,
    runs: union(signal.runs, news.runs),
    deployments: union(signal.deployments, news.deployments),
    logs: union(signal.logs, news.logs),
    all: signal.all || news.all === true,
  };
  const ids =
    merged.runs.length + merged.deployments.length + merged.logs.length;
  return merged.all || ids > MOST_IDS
    ? { ...nothing(signal.instance), all: true }
    : merged;
}

function union(a: readonly string[], b: readonly string[] = []): string[] {
  return [...new Set([...a, ...b])];
}
