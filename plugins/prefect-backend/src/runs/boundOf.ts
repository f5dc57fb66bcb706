import type { RunParameters } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { JsonObject } from '@backstage/types';
import type { DeploymentRow } from './read/DeploymentRow';
import { parseJson } from './read/json';

/** What of a run somebody else may have approved. */
export type BoundRun = {
  readonly parameters: RunParameters;
  readonly scheduledTime?: string;
  readonly tags?: readonly string[];
  readonly name?: string;
};

/**
 * All that makes a run what it is, with the deployment's own defaults, so that another
 * default is another run. What is not asked for is left out.
 */
export function boundOf(
  row: Pick<DeploymentRow, 'parameters'>,
  { parameters, scheduledTime, tags, name }: BoundRun,
): JsonObject {
  const defaults = parseJson<RunParameters>(row.parameters, {});
  return {
    parameters: { ...defaults, ...parameters } as JsonObject,
    ...(scheduledTime !== undefined && { scheduledTime }),
    ...(tags?.length && { tags: [...tags] }),
    ...(name !== undefined && { name }),
  };
}
