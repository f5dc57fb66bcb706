import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import {
  PREFECT_DEPLOYMENTS_TOPIC,
  type PrefectDeploymentsEvent,
} from '@backstage-prefect/backstage-plugin-prefect-node';
import type { Bindings } from '../bindings';
import type { Instances } from '../instances';
import { mergeNews, type Mirror, type News, NO_NEWS } from '../mirror';
import type { Schedule } from '../schedule';

/**
 * What changes within this time is told together. Long enough for the bindings, which follow
 * the mirror, to be in the same event.
 */
const GATHER_MS = 500;

/** What announcements are made from. */
export type AnnounceDeps = {
  readonly events: EventsService;
  readonly mirror: Pick<Mirror, 'onChange'>;
  readonly bindings: Pick<Bindings, 'onChange'>;
  readonly instances: Pick<Instances, 'list'>;
  readonly schedule: Schedule;
  readonly logger: LoggerService;
};

/** Gathers what changed of each instance until it is told. */
class Announcements {
  readonly #deps: AnnounceDeps;
  readonly #gathered = new Map<string, News>();
  readonly #waiting = new Map<string, () => void>();

  constructor(deps: AnnounceDeps) {
    this.#deps = deps;
  }

  add(instance: string, news: Partial<News>): void {
    const gathered = this.#gathered.get(instance) ?? NO_NEWS;
    this.#gathered.set(instance, mergeNews(gathered, news));
    if (!this.#waiting.has(instance)) {
      this.#waiting.set(
        instance,
        this.#deps.schedule(() => this.#publish(instance), GATHER_MS),
      );
    }
  }

  stop(): void {
    this.#waiting.forEach(cancel => cancel());
  }

  async #publish(instance: string): Promise<void> {
    const { deployments, all } = this.#gathered.get(instance) ?? NO_NEWS;
    this.#gathered.delete(instance);
    this.#waiting.delete(instance);
    const eventPayload: PrefectDeploymentsEvent = {
      instance,
      deployments,
      all,
    };
    try {
      await this.#deps.events.publish({
        topic: PREFECT_DEPLOYMENTS_TOPIC,
        eventPayload,
      });
    } catch (error) {
      this.#deps.logger.warn(
        `The catalog was not told of a change of ${instance} and learns of it when it next compares everything: ${error}`,
      );
    }
  }
}

/**
 * Tells other plugins, through Backstage's events, when deployments, work pools or their
 * owners changed, and never when only runs did. Returns the function that stops it.
 */
export function announceChanges(deps: AnnounceDeps): () => void {
  const announcements = new Announcements(deps);
  const stops = [
    deps.mirror.onChange(({ instance, deployments, all }, from) => {
      if (from === 'here' && (all || deployments.length > 0)) {
        announcements.add(instance, { deployments, all });
      }
    }),
    deps.bindings.onChange(() =>
      deps.instances
        .list()
        .forEach(({ id }) => announcements.add(id, { all: true })),
    ),
    () => announcements.stop(),
  ];
  return () => stops.forEach(stop => stop());
}
