import {
  ANNOTATION_DEPLOYMENT,
  ANNOTATION_DEPLOYMENT_ID,
  ANNOTATION_FLOW,
  ANNOTATION_INSTANCE,
  ANNOTATION_SENSITIVITY,
  ANNOTATION_TAGS,
  BINDING_ANNOTATIONS,
  ENTITY_TYPE_DEPLOYMENT,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import {
  DeploymentIndex,
  nearestTo,
  readSelectors,
  type Selector,
  suggestionsFor,
  type UnmatchedAnnotation,
} from '@backstage-prefect/backstage-plugin-prefect-node';
import type { KnownDeployment, KnownDeployments } from './KnownNames';

/** What is looked at of an entity. */
export type AnnotatedEntity = {
  /** Those of the plugin, at least. */
  readonly annotations: Readonly<Record<string, string>>;
  /** `spec.type` */
  readonly type: unknown;
};

/** What begins like this is an annotation of the plugin, or meant to be one. */
export const PREFIX = 'prefect.io/';

const SELECTING = [...BINDING_ANNOTATIONS, ANNOTATION_INSTANCE];
/** Those that people write. */
const WRITTEN = [...SELECTING, ANNOTATION_SENSITIVITY];
const SENSITIVITIES = ['normal', 'restricted'];

/** What is wrong with the annotations of an entity, in sentences that say what to do. */
export function problemsOf(
  entity: AnnotatedEntity,
  known: KnownDeployments,
): string[] {
  const own = Object.fromEntries(
    Object.entries(entity.annotations).filter(([key]) =>
      WRITTEN.some(each => each === key),
    ),
  );
  if (entity.type === ENTITY_TYPE_DEPLOYMENT) {
    return Object.keys(own).map(
      key =>
        `${key} says nothing here: an entity of type ${ENTITY_TYPE_DEPLOYMENT} describes a deployment and never binds one. Write it on the entity that the deployment belongs to.`,
    );
  }
  return [
    ...misspeltKeys(Object.keys(entity.annotations)),
    ...wrongSensitivity(own[ANNOTATION_SENSITIVITY]),
    ...wrongNames(own, known),
  ];
}

/** Other plugins may have annotations of this prefix too, so only what is nearly ours. */
function misspeltKeys(keys: readonly string[]): string[] {
  const ours = [...WRITTEN, ANNOTATION_DEPLOYMENT_ID].map(key => String(key));
  return keys
    .filter(key => key.startsWith(PREFIX) && !ours.includes(key))
    .flatMap(key => {
      const [meant] = nearestTo(
        key.slice(PREFIX.length),
        WRITTEN.map(each => each.slice(PREFIX.length)),
      );
      return meant
        ? [`${key} means nothing.${didYouMean([`${PREFIX}${meant}`])}`]
        : [];
    });
}

function wrongSensitivity(value: string | undefined): string[] {
  const word = value?.trim().toLocaleLowerCase('en-US') ?? '';
  if (word === '' || SENSITIVITIES.includes(word)) return [];
  return [
    `${ANNOTATION_SENSITIVITY} is "${value}", which is not known and so hides like restricted.${didYouMean(
      nearestTo(word, SENSITIVITIES),
    )}`,
  ];
}

function wrongNames(
  own: Readonly<Record<string, string>>,
  known: KnownDeployments,
): string[] {
  const instances = [...known.keys()];
  const deployments = [...known.values()].flatMap(each => each ?? []);
  const { selectors, meaningless } = readSelectors(
    Object.fromEntries(
      Object.entries(own).filter(([key]) => key !== ANNOTATION_SENSITIVITY),
    ),
    instances,
  );
  const index = new DeploymentIndex(deployments);
  const missing = selectors.filter(
    selector =>
      // What is not known of an instance may be what is meant.
      selector.instances.every(instance => known.get(instance)) &&
      index.find(selector).length === 0,
  );
  const open = { instances, deployments: deployments.filter(isOpen) };
  return [
    ...meaningless.map(
      item =>
        `${saysNothing(item, instances)}${didYouMean(
          suggestionsFor(item, open),
        )}`,
    ),
    ...missing.map(
      selector =>
        `${namesNothing(selector, instances)}${didYouMean(
          suggestionsFor(selector.from, open),
        )}`,
    ),
  ];
}

/** Everybody reads what a page says, so no name of what is hidden is in it. */
function isOpen({ sensitivity }: KnownDeployment): boolean {
  return sensitivity === 'normal';
}

function saysNothing(
  { annotation, value }: UnmatchedAnnotation,
  instances: readonly string[],
): string {
  return value.replaceAll(',', '').trim() === ''
    ? `${annotation} is empty and says nothing.`
    : `${annotation} names "${value}", which is no instance. There is ${instances.join(
        ', ',
      )}.`;
}

function namesNothing(
  { from: { annotation, value }, instances: asked }: Selector,
  instances: readonly string[],
): string {
  if (annotation === ANNOTATION_TAGS) {
    return `${annotation} asks for "${value}", and no deployment has all of these tags.`;
  }
  if (asked.length === 0) {
    return `${annotation} names "${value}" without an instance. Write one of ${instances
      .map(id => `${id}:`)
      .join(' ')} before it.`;
  }
  const what =
    annotation === ANNOTATION_FLOW ? 'flow with a deployment' : 'deployment';
  const hint =
    annotation === ANNOTATION_DEPLOYMENT && !value.includes('/')
      ? ' A deployment is written <instance>:<flow>/<deployment>.'
      : '';
  return `${annotation} names "${value}", and there is no such ${what}.${hint}`;
}

function didYouMean(names: readonly string[]): string {
  return names.length > 0 ? ` Did you mean ${names.join(' or ')}?` : '';
}
