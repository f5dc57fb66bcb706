import {
  strictest,
  type PolicySet,
  type Terms,
} from '@backstage-prefect/policies';
import type { Decision } from './Access';

/**
 * The strictest terms of all that permit a request; undefined when it is not permitted, or
 * when other policies have come into force since.
 */
export function termsOf(
  policies: PolicySet | undefined,
  { allowed, policies: permits, version }: Decision,
): Terms | undefined {
  if (!allowed || version !== policies?.version) return undefined;
  return strictest(permits.flatMap(id => policies?.find(id)?.terms ?? []));
}
