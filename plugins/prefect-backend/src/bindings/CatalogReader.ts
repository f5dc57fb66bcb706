import type { AuthService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  BINDING_ANNOTATIONS,
  ENTITY_TYPE_DEPLOYMENT,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type { AnnotatedEntity } from './AnnotatedEntity';
import type { EntityRef } from './Bindings';
import { toAnnotatedEntity } from './toAnnotatedEntity';

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.annotations',
  'relations',
  'spec.type',
];

/** Entities in one request by ref, below the catalog's limit on the body. */
const CHUNK = 200;

/**
 * An entity that describes a deployment is owned by whoever the deployment belongs to. Were
 * it to bind the deployment too, that ownership would keep itself alive for ever.
 */
const mayBind = ({ spec }: Entity) => spec?.type !== ENTITY_TYPE_DEPLOYMENT;

/** Reads from the catalog, as the plugin itself: bindings do not depend on who looks. */
export class CatalogReader {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;

  constructor(parts: { catalog: CatalogService; auth: AuthService }) {
    this.#catalog = parts.catalog;
    this.#auth = parts.auth;
  }

  /** Every entity with a binding annotation, by ref. */
  async annotated(): Promise<AnnotatedEntity[]> {
    const pages = this.#catalog.streamEntities(
      {
        filter: BINDING_ANNOTATIONS.map(annotation => ({
          [`metadata.annotations.${annotation}`]: CATALOG_FILTER_EXISTS,
        })),
        fields: FIELDS,
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    const entities = new Map<EntityRef, AnnotatedEntity>();
    for await (const page of pages) {
      for (const entity of page.filter(mayBind).map(toAnnotatedEntity)) {
        entities.set(entity.ref, entity);
      }
    }
    return [...entities.values()].sort((a, b) => (a.ref < b.ref ? -1 : 1));
  }

  /** Those of these entities that exist. */
  async byRefs(refs: readonly EntityRef[]): Promise<AnnotatedEntity[]> {
    const entities: AnnotatedEntity[] = [];
    for (let from = 0; from < refs.length; from += CHUNK) {
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs: refs.slice(from, from + CHUNK), fields: FIELDS },
        { credentials: await this.#auth.getOwnServiceCredentials() },
      );
      entities.push(
        ...items.flatMap(item =>
          item && mayBind(item) ? [toAnnotatedEntity(item)] : [],
        ),
      );
    }
    return entities;
  }
}
