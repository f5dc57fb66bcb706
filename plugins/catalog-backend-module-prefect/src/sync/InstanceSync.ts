import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  type ResourceEntity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { EntityProviderConnection } from '@backstage/plugin-catalog-node';
import { ANNOTATION_DEPLOYMENT_ID } from '@backstage-prefect/backstage-plugin-prefect-common';
import { ANNOTATION_FINGERPRINT, toEntities } from '../entities';
import type { PrefectFeed } from '../feed';
import type { Settings } from '../settings';
import type { CatalogView, HeldEntity, Scope } from './CatalogView';
import { InFlight } from './InFlight';

/** What keeps the entities of an instance is made from. */
export type InstanceSyncDeps = {
  readonly instance: string;
  readonly feed: PrefectFeed;
  readonly catalog: CatalogView;
  readonly connection: Pick<EntityProviderConnection, 'applyMutation'>;
  readonly settings: Pick<Settings, 'entities' | 'restricted'>;
  readonly logger: LoggerService;
  /** Now, in milliseconds. */
  readonly clock: () => number;
  /** Called after the catalog was handed something. */
  readonly onSent: () => Promise<void>;
};

type Wanted = HeldEntity & { readonly entity: ResourceEntity };

type Difference = {
  readonly wanted: readonly Wanted[];
  readonly changed: readonly Wanted[];
  readonly gone: readonly HeldEntity[];
};

/** What was read of Prefect. */
type Known = {
  readonly scope: Scope;
  /** What was not read does not exist. */
  readonly isComplete: boolean;
  /** Deployments that were read, those that become no entity too. */
  readonly deployments: ReadonlySet<string>;
};

/**
 * Makes the catalog hold what describes an instance. It compares with the catalog itself and
 * hands over only what is other there, so that nothing is sent, processed or stitched when
 * nothing changed, whatever process compared last.
 */
export class InstanceSync {
  readonly #deps: InstanceSyncDeps;
  readonly #inFlight: InFlight;
  /** Entities of others in the place of ours, that the log has told of. */
  #told: ReadonlySet<string> = new Set();

  constructor(deps: InstanceSyncDeps) {
    this.#deps = deps;
    this.#inFlight = new InFlight(deps.clock);
  }

  /**
   * One comparison. When it throws, the catalog is as it was.
   *
   * @returns whether everything is as it should be now, or something may be missing
   */
  async run(scope: Scope): Promise<'complete' | 'incomplete'> {
    const { instance, feed, catalog } = this.#deps;
    const [deployments, workPools] = await Promise.all([
      feed.deployments(instance, scope === 'all' ? undefined : scope),
      feed.workPools(instance),
    ]);
    const shown = deployments.items.filter(
      ({ sensitivity }) =>
        sensitivity === 'normal' ||
        this.#deps.settings.restricted === 'included',
    );
    const bound = new Set(shown.flatMap(({ entities }) => entities));
    const described = toEntities({
      instance,
      deployments: shown,
      workPools: workPools.items,
      systems: await catalog.systemsOf([...bound]),
      settings: this.#deps.settings.entities,
    }).map(toWanted);
    const held = await catalog.ours(instance, scope);
    const wanted = await this.#withoutForeign(described, held);
    const known = {
      scope,
      isComplete: deployments.isComplete && workPools.isComplete,
      deployments: new Set(
        deployments.items.map(({ id }) => `${instance}:${id}`),
      ),
    };
    await this.#send(this.#compare(wanted, held, known), known);
    return known.isComplete ? 'complete' : 'incomplete';
  }

  /** An entity that somebody wrote under a name of ours stands in its place. */
  async #withoutForeign(
    described: readonly Wanted[],
    held: readonly HeldEntity[],
  ): Promise<Wanted[]> {
    const ours = new Set(held.map(({ ref }) => ref));
    const foreign = await this.#deps.catalog.foreign(
      this.#deps.instance,
      described.map(({ ref }) => ref).filter(ref => !ours.has(ref)),
    );
    this.#tell(described, foreign);
    this.#inFlight.forget(foreign.keys());
    return described.filter(({ ref }) => !foreign.has(ref));
  }

  /** Once for each, and again when it had gone in between. */
  #tell(
    described: readonly Wanted[],
    foreign: ReadonlyMap<string, string>,
  ): void {
    const told = new Set(this.#told);
    for (const { ref, entity } of described) {
      const location = foreign.get(ref);
      if (location && !told.has(ref)) {
        this.#deps.logger.info(
          `${ref} comes from ${location} and stays as it is there, in place of the entity for ${
            entity.metadata.title
          } of ${this.#deps.instance}`,
        );
      }
      if (location) told.add(ref);
      else told.delete(ref);
    }
    this.#told = told;
  }

  #compare(
    wanted: readonly Wanted[],
    held: readonly HeldEntity[],
    { scope, isComplete, deployments }: Known,
  ): Difference {
    const there = this.#inFlight.over(held, each => this.#covers(scope, each));
    const refs = new Set(wanted.map(({ ref }) => ref));
    return {
      wanted,
      changed: wanted.filter(
        ({ ref, fingerprint }) => there.get(ref)?.fingerprint !== fingerprint,
      ),
      gone: [...there.values()].filter(
        ({ ref, deployment }) =>
          !refs.has(ref) &&
          // It was read, and is restricted or has another name now.
          (isComplete || (deployment && deployments.has(deployment))),
      ),
    };
  }

  /** Whether a comparison of this scope looks at an entity. */
  #covers(scope: Scope, { deployment }: HeldEntity): boolean {
    return (
      scope === 'all' ||
      deployment === undefined ||
      scope.some(id => deployment === `${this.#deps.instance}:${id}`)
    );
  }

  async #send(
    { wanted, changed, gone }: Difference,
    { scope, isComplete }: Known,
  ): Promise<void> {
    const { connection, instance, logger, onSent } = this.#deps;
    if (changed.length + gone.length === 0) return;
    await connection.applyMutation(
      scope === 'all' && isComplete
        ? { type: 'full', entities: wanted.map(toDeferred) }
        : {
            type: 'delta',
            added: changed.map(toDeferred),
            removed: gone.map(({ ref }) => ({ entityRef: ref })),
          },
    );
    this.#inFlight.handedOver(changed);
    this.#inFlight.takenBack(gone);
    logger.info(
      `Handed ${changed.length} new or changed entities of ${instance} to the catalog and took ${gone.length} back`,
    );
    await onSent();
  }
}

function toWanted(entity: ResourceEntity): Wanted {
  const { annotations = {} } = entity.metadata;
  return {
    ref: stringifyEntityRef(entity),
    fingerprint: annotations[ANNOTATION_FINGERPRINT],
    deployment: annotations[ANNOTATION_DEPLOYMENT_ID],
    entity,
  };
}

/**
 * Without a location key, which makes ours give way: the catalog lets an entity of the same
 * name that has one, as everything read from a file has, take its place. With a key, whatever
 * came first would stay.
 */
function toDeferred({ entity }: Wanted) {
  return { entity };
}
