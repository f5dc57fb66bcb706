import type { Verdict } from '@backstage-prefect/policies';

/** `allow (owners-run)`, or `deny` alone when no policy says anything. */
export function describeVerdict({ allowed, policies }: Verdict): string {
  const word = allowed ? 'allow' : 'deny';
  return policies.length === 0 ? word : `${word} (${policies.join(', ')})`;
}
