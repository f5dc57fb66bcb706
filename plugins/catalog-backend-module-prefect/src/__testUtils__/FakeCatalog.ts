import { mockServices } from '@backstage/backend-test-utils';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type {
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CatalogView } from '../sync';

/**
 * A catalog that takes mutations as the real one does, with one source, and shows them when
 * the test says so.
 */
export class FakeCatalog {
  readonly mutations: EntityProviderMutation[] = [];
  readonly refreshed: string[] = [];
  /** What mutations led to. */
  readonly #taken = new Map<string, Entity>();
  /** What somebody wrote. */
  #written = new Map<string, Entity>();
  #shown: Entity[] = [];

  /** A file with these entities is read. */
  write(...entities: Entity[]): void {
    this.#written = new Map(
      entities.map(entity => [stringifyEntityRef(entity), entity]),
    );
    // What was read from a file takes the place of what has no location key.
    this.#written.forEach((_, ref) => this.#taken.delete(ref));
    this.show();
  }

  /** What was taken is processed, and can be read from now on. */
  show(): void {
    this.#shown = [...new Map([...this.#taken, ...this.#written]).values()];
  }

  get shown(): readonly Entity[] {
    return this.#shown;
  }

  readonly connection: EntityProviderConnection = {
    applyMutation: async mutation => {
      this.mutations.push(mutation);
      if (mutation.type === 'full') this.#taken.clear();
      const added =
        mutation.type === 'full' ? mutation.entities : mutation.added;
      const removed = mutation.type === 'full' ? [] : mutation.removed;
      for (const { entity } of added) {
        this.#taken.set(stringifyEntityRef(entity), entity);
      }
      for (const each of removed) {
        if ('entityRef' in each) this.#taken.delete(each.entityRef);
      }
    },
    refresh: async ({ keys }) => {
      this.refreshed.push(...keys);
    },
  };

  /** The same over the API. */
  readonly service = catalogServiceMock.mock({
    streamEntities: (...args) => this.#service().streamEntities(...args),
    getEntitiesByRefs: (...args) => this.#service().getEntitiesByRefs(...args),
  });

  readonly view = new CatalogView({
    catalog: this.service,
    auth: mockServices.auth({ pluginId: 'catalog' }),
  });

  #service() {
    return catalogServiceMock({ entities: this.#shown });
  }
}
