import {
  ANNOTATION_EDIT_URL,
  ANNOTATION_LOCATION,
  type Entity,
} from '@backstage/catalog-model';

/** Where a person edits the entity's file; null when it is on no web page. */
export function editUrlOf({ metadata }: Entity): string | null {
  const { annotations = {} } = metadata;
  const url =
    annotations[ANNOTATION_EDIT_URL] ??
    annotations[ANNOTATION_LOCATION]?.replace(/^url:/, '');
  // It becomes a link, so it is one that only opens a page.
  return url && /^https?:\/\//i.test(url) ? url : null;
}
