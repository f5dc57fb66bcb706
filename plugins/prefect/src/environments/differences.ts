import type {
  ComparedDeployment,
  ComparedField,
} from '@backstage-prefect/backstage-plugin-prefect-common';

/** Fields in which the instances that have the deployment differ. */
export const differencesOf = ({
  fields,
}: ComparedDeployment): readonly ComparedField[] =>
  fields.filter(({ differs }) => differs);

/** Whether it is on all of so many instances, and the same there. */
export const isSameEverywhere = (
  deployment: ComparedDeployment,
  instances: number,
): boolean =>
  deployment.cells.length >= instances &&
  differencesOf(deployment).length === 0;

/** What differs first, and nothing else if so asked. */
export function fieldsToShow(
  deployment: ComparedDeployment,
  show: Shown,
): readonly ComparedField[] {
  const differing = differencesOf(deployment);
  return show === 'differences'
    ? differing
    : [...differing, ...deployment.fields.filter(({ differs }) => !differs)];
}

/** How much of a comparison is shown. */
export type Shown = 'all' | 'differences';
