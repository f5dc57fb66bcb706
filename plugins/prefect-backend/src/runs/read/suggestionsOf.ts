import type { EntityAutomation } from '@backstage-prefect/backstage-plugin-prefect-common';
import {
  suggestionsFor,
  type UnmatchedAnnotation,
} from '@backstage-prefect/backstage-plugin-prefect-node';
import type { DeploymentScope } from '../../access';
import type { RunsDeps } from '../RunsDeps';
import type { DeploymentRow } from './DeploymentRow';
import { parseJson } from './json';
import { visibleDeployments } from './visibleRuns';

/** What annotations that name nothing most likely meant, among what is in the scope. */
export async function suggestionsOf(
  { db, instances }: RunsDeps,
  scope: DeploymentScope,
  unmatched: readonly UnmatchedAnnotation[],
): Promise<EntityAutomation['unmatched']> {
  if (unmatched.length === 0) return [];
  const rows: Array<
    Pick<DeploymentRow, 'instance' | 'title' | 'flow_name' | 'tags'>
  > = await visibleDeployments(db, scope).select(
    'd.instance',
    'd.title',
    'd.flow_name',
    'd.tags',
  );
  const known = {
    instances: instances.list().map(({ id }) => id),
    deployments: rows.map(({ instance, title, flow_name: flow, tags }) => ({
      instance,
      title,
      flow,
      tags: parseJson<string[]>(tags, []),
    })),
  };
  return unmatched.map(item => ({
    ...item,
    suggestions: suggestionsFor(item, known),
  }));
}
