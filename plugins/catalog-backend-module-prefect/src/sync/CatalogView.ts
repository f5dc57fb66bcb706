import type { AuthService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  type Entity,
  parseEntityRef,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_DEPLOYMENT_ID,
  ENTITY_TYPE_WORK_POOL,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { ANNOTATION_FINGERPRINT, locationOf } from '../entities';

/** What is compared: all of an instance, or some deployments by id and the work pools. */
export type Scope = 'all' | readonly string[];

/** An entity of ours as the catalog shows it. */
export type HeldEntity = {
  readonly ref: string;
  readonly fingerprint: string | undefined;
  /** The deployment that it describes; undefined for a work pool. */
  readonly deployment: string | undefined;
};

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
];
/** Entities in one request by ref, below the catalog's limit on the body. */
const CHUNK = 200;

type Deps = { readonly catalog: CatalogService; readonly auth: AuthService };

/** What the catalog holds now, asked over its API: several backends may write to it. */
export class CatalogView {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;

  constructor({ catalog, auth }: Deps) {
    this.#catalog = catalog;
    this.#auth = auth;
  }

  /** The entities that were made for an instance. */
  async ours(instance: string, scope: Scope): Promise<HeldEntity[]> {
    const location = {
      [`metadata.annotations.${ANNOTATION_LOCATION}`]: locationOf(instance),
    };
    const ids = `metadata.annotations.${ANNOTATION_DEPLOYMENT_ID}`;
    const filter =
      scope === 'all'
        ? location
        : [
            { ...location, 'spec.type': ENTITY_TYPE_WORK_POOL },
            // "Any of none" would ask for everything.
            ...(scope.length > 0
              ? [{ ...location, [ids]: scope.map(id => `${instance}:${id}`) }]
              : []),
          ];
    const pages = this.#catalog.streamEntities(
      { filter, fields: FIELDS },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    const held: HeldEntity[] = [];
    for await (const page of pages) {
      held.push(
        ...page.map(entity => ({
          ref: stringifyEntityRef(entity),
          fingerprint: annotationsOf(entity)[ANNOTATION_FINGERPRINT],
          deployment: annotationsOf(entity)[ANNOTATION_DEPLOYMENT_ID],
        })),
      );
    }
    return held;
  }

  /** Which of these entities were not made for the instance, and where they come from. */
  async foreign(
    instance: string,
    refs: readonly string[],
  ): Promise<Map<string, string>> {
    const entities = await this.#byRefs(refs, FIELDS);
    const locations = entities.map(([ref, entity]) => {
      const location = annotationsOf(entity)[ANNOTATION_LOCATION];
      return [ref, location ?? 'an unknown place'] as const;
    });
    return new Map(
      locations.filter(([, location]) => location !== locationOf(instance)),
    );
  }

  /** The system that each of these entities is part of, where it is of one. */
  async systemsOf(refs: readonly string[]): Promise<Map<string, string>> {
    const entities = await this.#byRefs(refs, ['relations']);
    return new Map(
      entities.flatMap(([ref, { relations = [] }]) => {
        const system = relations.find(
          ({ type, targetRef }) =>
            type === RELATION_PART_OF &&
            parseEntityRef(targetRef).kind.toLocaleLowerCase('en-US') ===
              'system',
        );
        return system ? [[ref, system.targetRef] as const] : [];
      }),
    );
  }

  async #byRefs(
    refs: readonly string[],
    fields: string[],
  ): Promise<Array<[string, Entity]>> {
    const found: Array<[string, Entity]> = [];
    for (let from = 0; from < refs.length; from += CHUNK) {
      const entityRefs = refs.slice(from, from + CHUNK);
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs, fields },
        { credentials: await this.#auth.getOwnServiceCredentials() },
      );
      items.forEach((entity, index) => {
        if (entity) found.push([entityRefs[index], entity]);
      });
    }
    return found;
  }
}

function annotationsOf({ metadata }: Entity): Record<string, string> {
  return metadata.annotations ?? {};
}
