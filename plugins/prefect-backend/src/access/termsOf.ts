import {
  strictest,
  type PolicySet,
  type Terms,
} from '@backstage-prefect/policies';
import type { Decision } from './Access';

/** The strictest terms of all that permit a request; undefined when it is not permitted. */
export function termsOf(
  policies: PolicySet | undefined,
  { allowed, policies: permits }: Decision,
): Terms | undefined {
  if (!allowed) return undefined;
  return strictest(permits.flatMap(id => policies?.find(id)?.terms ?? []));
}
