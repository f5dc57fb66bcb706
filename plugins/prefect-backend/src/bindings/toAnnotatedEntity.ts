import {
  ANNOTATION_EDIT_URL,
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  type Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  ANNOTATION_INSTANCE,
  ANNOTATION_SENSITIVITY,
  BINDING_ANNOTATIONS,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type { AnnotatedEntity } from './AnnotatedEntity';
import type { Ownership } from './Bindings';
import { toEntityRef } from './entityRef';

const KEPT = [...BINDING_ANNOTATIONS, ANNOTATION_INSTANCE];
const URL_PREFIX = 'url:';

/** Reads what bindings need from a catalog entity. */
export function toAnnotatedEntity(entity: Entity): AnnotatedEntity {
  const annotations = entity.metadata.annotations ?? {};
  return {
    ref: toEntityRef(stringifyEntityRef(entity)),
    title: entity.metadata.title ?? entity.metadata.name,
    owners: ownersOf(entity),
    sensitivity: readSensitivity(annotations[ANNOTATION_SENSITIVITY]),
    sourceLocation: readUrl(annotations[ANNOTATION_SOURCE_LOCATION]),
    editUrl: webUrl(
      annotations[ANNOTATION_EDIT_URL] ??
        readUrl(annotations[ANNOTATION_LOCATION]),
    ),
    annotations: Object.fromEntries(
      KEPT.filter(name => name in annotations).map(name => [
        name,
        annotations[name],
      ]),
    ),
  };
}

function ownersOf(entity: Entity): AnnotatedEntity['owners'] {
  const owners = (entity.relations ?? [])
    .filter(relation => relation.type === RELATION_OWNED_BY)
    .map(relation => toEntityRef(relation.targetRef));
  return [...new Set(owners)].sort();
}

/** A value that is not known hides too: a misspelt `restricted` must not publish. */
function readSensitivity(value: string | undefined): Ownership['sensitivity'] {
  const word = value?.trim().toLocaleLowerCase('en-US') ?? '';
  return word === '' || word === 'normal' ? 'normal' : 'restricted';
}

function readUrl(location: string | undefined): string | undefined {
  return location?.startsWith(URL_PREFIX)
    ? location.slice(URL_PREFIX.length)
    : undefined;
}

/** It becomes a link, so it is one that only opens a page. */
function webUrl(url: string | undefined): string | undefined {
  return url && /^https?:\/\//i.test(url) ? url : undefined;
}
