import {
  ANNOTATION_DEPLOYMENT,
  ANNOTATION_FLOW,
  ANNOTATION_INSTANCE,
  ANNOTATION_TAGS,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { toComparable } from './DeploymentIndex';
import type { Selector, UnmatchedAnnotation } from './Selector';

/**
 * What an entity's annotations ask for, and what in them cannot mean anything.
 * @public
 */
export type Selection<TInstance extends string = string> = {
  readonly selectors: readonly Selector<TInstance>[];
  readonly meaningless: readonly UnmatchedAnnotation[];
};

type Annotations = Readonly<Record<string, string>>;

/**
 * Reads the annotations of an entity.
 *
 * Items are separated by commas. What stands before the first colon is the instance when
 * an instance of that name is configured, else it is part of the name. Prefect allows
 * neither `%` nor `/` in the name of a flow, so the first slash ends it, and a comma or
 * a leading `instance:` that belongs to a name is written `%2C` and `%3A`.
 *
 * @param annotations - those of the plugin, as they stand on the entity; others say nothing
 * @param configured - ids of the configured instances
 * @public
 */
export function readSelectors<TInstance extends string>(
  annotations: Readonly<Record<string, string>>,
  configured: readonly TInstance[],
): Selection<TInstance> {
  const limits = readInstances(annotations, configured);
  const tags = readTags(annotations, limits.named ?? configured);
  return {
    selectors: [
      ...readNames(annotations, ANNOTATION_DEPLOYMENT).map(value => {
        const { name, instances } = readName(value, configured, limits);
        const from = { annotation: ANNOTATION_DEPLOYMENT, value };
        return { from, instances, wanted: { title: name } };
      }),
      ...readNames(annotations, ANNOTATION_FLOW).map(value => {
        const { name, instances } = readName(value, configured, limits);
        const from = { annotation: ANNOTATION_FLOW, value };
        return { from, instances, wanted: { flow: name } };
      }),
      ...tags,
    ],
    meaningless: [...limits.meaningless, ...blank(annotations)],
  };
}

type Limits<TInstance extends string> = {
  /** Instances that the entity names; undefined when it names none. */
  readonly named: readonly TInstance[] | undefined;
  readonly meaningless: readonly UnmatchedAnnotation[];
};

function readInstances<TInstance extends string>(
  annotations: Annotations,
  configured: readonly TInstance[],
): Limits<TInstance> {
  const values = readNames(annotations, ANNOTATION_INSTANCE);
  return {
    named:
      ANNOTATION_INSTANCE in annotations
        ? configured.filter(id => values.includes(id))
        : undefined,
    meaningless: values
      .filter(value => !configured.some(id => id === value))
      .map(value => ({ annotation: ANNOTATION_INSTANCE, value })),
  };
}

function readName<TInstance extends string>(
  value: string,
  configured: readonly TInstance[],
  { named }: Limits<TInstance>,
): { name: string; instances: readonly TInstance[] } {
  const [prefix, ...rest] = value.split(':');
  const instance = configured.find(id => id === prefix.trim());
  if (instance && rest.length > 0) {
    return { name: decode(rest.join(':').trim()), instances: [instance] };
  }
  // With several instances a bare name could mean any of them, so it means none.
  const implied = configured.length === 1 ? configured : [];
  return { name: decode(value), instances: named ?? implied };
}

function readTags<TInstance extends string>(
  annotations: Annotations,
  instances: readonly TInstance[],
): Selector<TInstance>[] {
  const tags = readNames(annotations, ANNOTATION_TAGS).map(decode);
  // "All of no tags" would take every deployment there is.
  if (tags.length === 0) {
    return [];
  }
  const from = {
    annotation: ANNOTATION_TAGS,
    value: annotations[ANNOTATION_TAGS],
  };
  return [{ from, instances, wanted: { tags } }];
}

function readNames(annotations: Annotations, annotation: string): string[] {
  const names = (annotations[annotation] ?? '').split(',');
  return names.map(name => name.trim()).filter(name => name !== '');
}

function blank(annotations: Annotations): UnmatchedAnnotation[] {
  return Object.keys(annotations)
    .filter(annotation => readNames(annotations, annotation).length === 0)
    .map(annotation => ({ annotation, value: annotations[annotation] }));
}

function decode(text: string): string {
  const decoded = text.replace(/(%[0-9a-f]{2})+/gi, escaped => {
    try {
      return decodeURIComponent(escaped);
    } catch {
      return escaped;
    }
  });
  return toComparable(decoded);
}
