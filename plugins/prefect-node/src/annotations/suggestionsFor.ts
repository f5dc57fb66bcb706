import {
  ANNOTATION_DEPLOYMENT,
  ANNOTATION_FLOW,
  ANNOTATION_INSTANCE,
  ANNOTATION_TAGS,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { type NamedDeployment, toComparable } from './DeploymentIndex';
import { nearestTo } from './nearestTo';
import type { UnmatchedAnnotation } from './Selector';

/**
 * What an annotation could have named, of what whoever reads the suggestion may know.
 * @public
 */
export type KnownTargets = {
  readonly instances: readonly string[];
  readonly deployments: readonly NamedDeployment[];
};

/**
 * What somebody who wrote an annotation that names nothing most likely meant, in the form
 * in which it is written there, nearest first, at most three.
 * @public
 */
export function suggestionsFor(
  { annotation, value }: UnmatchedAnnotation,
  { instances, deployments }: KnownTargets,
): string[] {
  switch (annotation) {
    case ANNOTATION_INSTANCE:
      return nearestTo(value, instances);
    case ANNOTATION_TAGS:
      return nearestTags(value, deployments);
    case ANNOTATION_FLOW:
    case ANNOTATION_DEPLOYMENT: {
      const isFlow = annotation === ANNOTATION_FLOW;
      // With several instances a name alone means none of them.
      const isFull = value.includes(':') || instances.length > 1;
      return nearestTo(
        value,
        deployments.map(({ instance, flow, title }) => {
          const name = isFlow ? flow : title;
          return isFull ? `${instance}:${name}` : name;
        }),
      );
    }
    default:
      return [];
  }
}

/** For the first tag that no deployment carries; the others may be right. */
function nearestTags(
  value: string,
  deployments: readonly NamedDeployment[],
): string[] {
  const tags = deployments.flatMap(deployment => deployment.tags);
  const known = new Set(tags.map(toComparable));
  const unknown = value
    .split(',')
    .map(tag => tag.trim())
    .find(tag => tag !== '' && !known.has(toComparable(tag)));
  return unknown ? nearestTo(unknown, tags) : [];
}
