import type { DeploymentRight } from '@backstage-prefect/backstage-plugin-prefect-common';
import { createUrlFilter, type FilterOf, oneOf, text } from '../../filters';

/** What can be asked about, in the order in which it is offered. */
export const RIGHTS: readonly DeploymentRight[] = [
  'run',
  'operate',
  'schedule',
  'view',
];

/** The question: who may do what with which deployment. */
export const explainFilter = createUrlFilter({
  instance: text,
  deployment: text,
  right: oneOf(RIGHTS, 'run'),
});

/** A question, maybe not complete. */
export type Question = FilterOf<typeof explainFilter>;
