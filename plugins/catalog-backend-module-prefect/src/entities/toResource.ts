import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  DEFAULT_NAMESPACE,
  type EntityLink,
  type ResourceEntity,
} from '@backstage/catalog-model';
import { createHash } from 'node:crypto';
import { entityName } from './entityName';
import { entityTags } from './entityTags';
import { locationOf } from './locationOf';
import { plainText } from './plainText';

/** Hash of all the rest of an entity, by which a comparison knows what the catalog holds. */
export const ANNOTATION_FINGERPRINT = 'prefect.io/fingerprint';

/** What an entity says about something in Prefect. */
export type Description = {
  readonly instance: string;
  readonly type: string;
  /** Its names in Prefect below the instance; they are what it is known by. */
  readonly names: readonly string[];
  readonly description?: string | null;
  readonly tags: readonly string[];
  readonly annotations?: Readonly<Record<string, string>>;
  readonly links: readonly EntityLink[];
  readonly spec: Omit<ResourceEntity['spec'], 'type'>;
};

/** The entity; the same one for the same description. */
export function toResource(about: Description): ResourceEntity {
  const { instance, type, names, description, tags, links } = about;
  const location = locationOf(instance);
  const entity = {
    apiVersion: 'backstage.io/v1alpha1' as const,
    kind: 'Resource' as const,
    metadata: {
      namespace: DEFAULT_NAMESPACE,
      name: entityName(type, [instance, ...names]),
      title: plainText(names.join('/')),
      ...(description?.trim() && { description: plainText(description) }),
      tags: entityTags(tags),
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        ...about.annotations,
      },
      links: links.map(link => ({ ...link })),
    },
    spec: { type, ...about.spec },
  };
  const fingerprint = createHash('sha256')
    .update(JSON.stringify(entity))
    .digest('hex')
    .slice(0, 16);
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: {
        ...entity.metadata.annotations,
        [ANNOTATION_FINGERPRINT]: fingerprint,
      },
    },
  };
}
