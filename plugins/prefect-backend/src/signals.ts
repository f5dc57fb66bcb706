import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import {
  PREFECT_SIGNAL_CHANNEL,
  type PrefectSignal,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Bindings } from './bindings';
import type { Grants } from './grants';
import type { Instances } from './instances';
import { mergeNews, type Mirror, type News, NO_NEWS } from './mirror';
import type { Schedule } from './schedule';

/** At most one signal of an instance in this time; the first one leaves at once. */
const QUIET_MS = 100;

/** What signals are made from. */
export type SignalDeps = {
  readonly signals: SignalsService;
  readonly mirror: Pick<Mirror, 'onChange' | 'onLogs'>;
  readonly bindings: Pick<Bindings, 'onChange' | 'onProblems'>;
  readonly grants: Pick<Grants, 'onChange'>;
  readonly instances: Pick<Instances, 'list'>;
  readonly schedule: Schedule;
  readonly logger: LoggerService;
};

/** Gathers what happens while an instance has to be quiet. */
class Pings {
  readonly #deps: SignalDeps;
  readonly #quiet = new Map<string, () => void>();
  readonly #gathered = new Map<string, News>();

  constructor(deps: SignalDeps) {
    this.#deps = deps;
  }

  add(instance: string, news: Partial<News>): void {
    const gathered = this.#gathered.get(instance) ?? NO_NEWS;
    this.#gathered.set(instance, mergeNews(gathered, news));
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
    const news = this.#gathered.get(instance);
    if (!news) {
      this.#quiet.delete(instance);
      return;
    }
    this.#gathered.delete(instance);
    this.#quiet.set(
      instance,
      this.#deps.schedule(() => this.#send(instance), QUIET_MS),
    );
    this.#publish(toSignal(instance, news));
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
 * Tells open pages what to fetch again. Signals reach every subscriber, those of other
 * replicas too, so they carry ids and never data, and only the process that made a change
 * tells of it. Returns the function that stops it.
 */
export function startSignals(deps: SignalDeps): () => void {
  const pings = new Pings(deps);
  const pingAll = () =>
    deps.instances.list().forEach(({ id }) => pings.add(id, { all: true }));
  const stops = [
    deps.mirror.onChange(({ instance, ...news }, from) => {
      if (from === 'here') pings.add(instance, news);
    }),
    deps.mirror.onLogs((instance, logs, from) => {
      if (from === 'here') pings.add(instance, { logs });
    }),
    deps.bindings.onChange(pingAll),
    deps.grants.onChange(({ instance, id }) =>
      pings.add(instance, { deployments: [id] }),
    ),
    deps.bindings.onProblems(pingAll),
    () => pings.stop(),
  ];
  return () => stops.forEach(stop => stop());
}

function toSignal(
  instance: string,
  { runs, runsOf, deployments, logs, all }: News,
): PrefectSignal {
  return {
    instance,
    runs: [...runs],
    runsOf: [...runsOf],
    deployments: [...deployments],
    logs: [...logs],
    all,
  };
}
