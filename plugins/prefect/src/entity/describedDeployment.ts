import type { Entity } from '@backstage/catalog-model';
import { ANNOTATION_DEPLOYMENT_ID } from '@backstage-prefect/backstage-plugin-prefect-common';

/** The deployment that an entity stands for; undefined for any other entity. */
export function describedDeployment(
  entity: Entity,
): { instance: string; id: string } | undefined {
  const value = entity.metadata.annotations?.[ANNOTATION_DEPLOYMENT_ID] ?? '';
  const [, instance, id] = /^([^:]+):(.+)$/.exec(value) ?? [];
  return instance && id ? { instance, id } : undefined;
}
