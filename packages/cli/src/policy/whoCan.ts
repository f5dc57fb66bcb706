import {
  requestOf,
  type Action,
  type PolicyQuestion,
  type PolicySet,
} from '@backstage-prefect/policies';
import type { Population } from './Population';

/** Somebody who may do it, and the policies that allow it. */
export type Grantee = {
  readonly principal: string;
  readonly policies: readonly string[];
};

/** Everyone who may do something, in the order of the people. */
export function whoCan(
  set: PolicySet,
  people: Population['people'],
  what: { readonly action: Action; readonly on: PolicyQuestion['resource'] },
): Grantee[] {
  return people.flatMap(principal => {
    const request = requestOf({
      principal,
      action: what.action,
      resource: what.on,
      overrides: [],
    });
    const { allowed, policies } = set.decide(request);
    return allowed ? [{ principal: request.principal.ref, policies }] : [];
  });
}
