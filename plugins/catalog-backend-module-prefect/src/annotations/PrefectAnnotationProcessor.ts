import { ENTITY_STATUS_CATALOG_PROCESSING_TYPE } from '@backstage/catalog-client';
import type { Entity } from '@backstage/catalog-model';
import type {
  AlphaEntity,
  EntityStatusItem,
} from '@backstage/catalog-model/alpha';
import {
  type CatalogProcessor,
  type CatalogProcessorEmit,
  processingResult,
} from '@backstage/plugin-catalog-node';
import type { KnownNames } from './KnownNames';
import { PREFIX, problemsOf } from './problemsOf';
import { refreshKeyOf } from './refreshKeyOf';

/**
 * Says on an entity's page what its `prefect.io/…` annotations name in vain.
 *
 * It adds to the entity's status, where the catalog's own page looks for problems. An error
 * that a processor emits would be shown there too, but the catalog keeps the last entity
 * without an error then: nothing else of the file would be taken over, and a new entity would
 * not exist at all.
 */
export class PrefectAnnotationProcessor implements CatalogProcessor {
  readonly #names: Pick<KnownNames, 'all'>;

  constructor({ names }: { readonly names: Pick<KnownNames, 'all'> }) {
    this.#names = names;
  }

  getProcessorName(): string {
    return 'PrefectAnnotationProcessor';
  }

  async postProcessEntity(
    entity: Entity,
    _location: unknown,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    const { annotations = {} } = entity.metadata;
    if (!Object.keys(annotations).some(key => key.startsWith(PREFIX))) {
      return entity;
    }
    const known = await this.#names.all();
    // What it names may come or go, and then it is processed again.
    for (const instance of known.keys()) {
      emit(processingResult.refresh(refreshKeyOf(instance)));
    }
    const problems = problemsOf(
      { annotations, type: entity.spec?.type },
      known,
    );
    return problems.length > 0
      ? withStatus(entity, problems.map(toStatus))
      : entity;
  }
}

/** In the form that the catalog's own errors have, which is the one that its page shows. */
function toStatus(message: string): EntityStatusItem {
  return {
    type: ENTITY_STATUS_CATALOG_PROCESSING_TYPE,
    level: 'error',
    message,
    error: { name: 'InputError', message },
  };
}

function withStatus(
  entity: AlphaEntity,
  items: readonly EntityStatusItem[],
): AlphaEntity {
  return {
    ...entity,
    status: {
      ...entity.status,
      items: [...(entity.status?.items ?? []), ...items],
    },
  };
}
