import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NamedDeployment } from '@backstage-prefect/backstage-plugin-prefect-node';
import type { PrefectFeed } from '../feed';

/** A deployment that annotations may name. */
export type KnownDeployment = NamedDeployment & {
  readonly sensitivity: 'normal' | 'restricted';
};

/** The deployments of each configured instance; undefined where they are not all known. */
export type KnownDeployments = ReadonlyMap<
  string,
  readonly KnownDeployment[] | undefined
>;

type Deps = {
  readonly instances: readonly string[];
  readonly feed: Pick<PrefectFeed, 'deployments'>;
  readonly logger: LoggerService;
  /** Now, in milliseconds. */
  readonly clock: () => number;
};

type Reading = {
  readonly at: number;
  readonly deployments: Promise<readonly KnownDeployment[] | undefined>;
};

/** Entities come by the hundred; in this time one reading serves them all. */
const FRESH_MS = 30_000;

/** What annotations may name, read when somebody asks and remembered for a moment. */
export class KnownNames {
  readonly #deps: Deps;
  readonly #readings = new Map<string, Reading>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** The next to ask gets what is there then. */
  forget(instance: string): void {
    this.#readings.delete(instance);
  }

  async all(): Promise<KnownDeployments> {
    const { instances } = this.#deps;
    return new Map(
      await Promise.all(
        instances.map(async id => [id, await this.#of(id)] as const),
      ),
    );
  }

  #of(instance: string): Reading['deployments'] {
    const now = this.#deps.clock();
    const known = this.#readings.get(instance);
    if (known && now - known.at < FRESH_MS) return known.deployments;
    const reading = { at: now, deployments: this.#read(instance) };
    this.#readings.set(instance, reading);
    return reading.deployments;
  }

  /** What cannot be read is not known, and so nothing is wrong with what names it. */
  async #read(
    instance: string,
  ): Promise<readonly KnownDeployment[] | undefined> {
    try {
      const { isComplete, items } = await this.#deps.feed.deployments(instance);
      if (!isComplete) return undefined;
      return items.map(({ flowName, name, tags, sensitivity }) => ({
        instance,
        flow: flowName,
        title: `${flowName}/${name}`,
        tags,
        sensitivity,
      }));
    } catch (error) {
      this.#deps.logger.debug(
        `Annotations are not checked against the deployments of ${instance}: ${error}`,
      );
      return undefined;
    }
  }
}
