import type {
  JsonSchema,
  RunParameters,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { isRecord } from '../read/json';
import { Secrets } from '../secrets';
import { canonical } from './canonical';
import { effectiveParameters } from './effectiveParameters';

/** A value that a run would get. */
export type Leaf = {
  readonly path: readonly string[];
  /** What is compared; never leaves the backend. */
  readonly compared: string;
  /** What may be shown; null for what is secret as a whole. */
  readonly shown: unknown;
  readonly hidden: boolean;
  /** The deployment does not say it; the flow does. */
  readonly isDefault: boolean;
};

/** Every value of a deployment's parameters, one by one. Lists are compared as a whole. */
export function parameterLeaves(
  schema: JsonSchema,
  parameters: RunParameters,
): Leaf[] {
  const effective = effectiveParameters(schema, parameters);
  const masked = new Secrets(schema).mask(effective);
  return leavesOf({ raw: effective, shown: masked, given: parameters }, []);
}

type Part = {
  readonly raw: unknown;
  /** The same with a mask for every secret. */
  readonly shown: unknown;
  /** What of it the deployment itself says. */
  readonly given: unknown;
};

function leavesOf(part: Part, path: readonly string[]): Leaf[] {
  const { raw, shown, given } = part;
  if (isRecord(raw) && isRecord(shown) && Object.keys(raw).length > 0) {
    return Object.entries(raw).flatMap(([key, value]) =>
      leavesOf(
        {
          raw: value,
          shown: shown[key],
          given: isRecord(given) ? given[key] : undefined,
        },
        [...path, key],
      ),
    );
  }
  const hidden = canonical(raw) !== canonical(shown);
  return path.length === 0
    ? []
    : [
        {
          path,
          compared: canonical(raw),
          // Of a list with secrets in it the rest is shown.
          shown: hidden && !Array.isArray(shown) ? null : shown,
          hidden,
          isDefault: given === undefined,
        },
      ];
}
