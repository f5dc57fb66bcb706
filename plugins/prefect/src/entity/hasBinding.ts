import type { Entity } from '@backstage/catalog-model';
import { BINDING_ANNOTATIONS } from '@backstage-prefect/backstage-plugin-prefect-common';
import { describedDeployment } from './describedDeployment';

/** Whether the entity says that Prefect deployments belong to it, or stands for one. */
export const hasBinding = (entity: Entity): boolean =>
  BINDING_ANNOTATIONS.some(
    annotation => entity.metadata.annotations?.[annotation],
  ) || describedDeployment(entity) !== undefined;
