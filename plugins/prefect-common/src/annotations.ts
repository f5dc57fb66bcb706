/**
 * Binds the entity to deployments by name: `<instance>:<flow>/<deployment>`, comma separated.
 * @public
 */
export const ANNOTATION_DEPLOYMENT = 'prefect.io/deployment';

/**
 * Binds the entity to every deployment of flows: `<instance>:<flow>`, comma separated.
 * @public
 */
export const ANNOTATION_FLOW = 'prefect.io/flow';

/**
 * Binds the entity to the deployments that carry all of these tags, comma separated.
 * @public
 */
export const ANNOTATION_TAGS = 'prefect.io/tags';

/**
 * Limits `prefect.io/tags` to these instances, comma separated; all instances when absent.
 * It is also the instance of names that do not say one.
 * @public
 */
export const ANNOTATION_INSTANCE = 'prefect.io/instance';

/**
 * `restricted` hides the entity's deployments from everybody but its owners.
 * @public
 */
export const ANNOTATION_SENSITIVITY = 'prefect.io/sensitivity';

/**
 * Annotations that bind an entity to deployments; an entity without any has no Prefect page.
 * @public
 */
export const BINDING_ANNOTATIONS = [
  ANNOTATION_DEPLOYMENT,
  ANNOTATION_FLOW,
  ANNOTATION_TAGS,
] as const;

/**
 * Value of `prefect.io/deployment` that names one more deployment than it does now.
 * @param present - the value that the entity has now
 * @public
 */
export function withDeployment(
  present: string | undefined,
  { instance, title }: { readonly instance: string; readonly title: string },
): string {
  const known = present?.trim().replace(/\s*,$/, '');
  const item = `${instance}:${escapeName(title)}`;
  return known ? `${known}, ${item}` : item;
}

/** What would mean something else in a list: see decision 6, names in annotations. */
function escapeName(title: string): string {
  return title.replace(/%(?=[0-9a-f]{2})|,|^\s+|\s+$/gi, encodeURIComponent);
}

/**
 * A tag on a deployment with this prefix proposes to belong to the entity named behind it,
 * for example `backstage:component:default/orders`.
 * @public
 */
export const CLAIM_TAG_PREFIX = 'backstage:';
