import type { PolicyRequest } from '@backstage-prefect/policies';

/** `prod:etl/nightly`, or `prod` for its runs without a deployment. */
export function nameOfResource({
  deployment,
  facts,
}: PolicyRequest['resource']): string {
  return deployment === undefined
    ? facts.instance
    : `${facts.instance}:${deployment}`;
}
