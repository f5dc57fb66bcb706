import {
  ACTIONS,
  OVERRIDES,
  requestOf,
  type PolicyQuestion,
  type PolicyRequest,
  type PolicySet,
  type Verdict,
} from '@backstage-prefect/policies';
import type { Population } from './Population';

/** A question that two sets answer differently. */
export type PolicyChange = {
  readonly request: PolicyRequest;
  readonly before: Verdict;
  readonly after: Verdict;
};

type Asked = Pick<PolicyQuestion, 'action' | 'overrides'>;

/** Every action, and a run with each thing that it can override. */
const ASKED: readonly Asked[] = [
  ...ACTIONS.map(action => ({ action, overrides: [] })),
  ...OVERRIDES.map(name => ({ action: 'run' as const, overrides: [name] })),
];

/** What changes for whom, by person and deployment. */
export function diffPolicies(
  before: PolicySet,
  after: PolicySet,
  { people, deployments }: Population,
): PolicyChange[] {
  // What stays the same is let go at once: thousands of people and deployments are millions
  // of questions.
  return people.flatMap(principal =>
    deployments.flatMap(resource =>
      ASKED.flatMap(asked => {
        const request = requestOf({ principal, resource, ...asked });
        const change = {
          request,
          before: before.decide(request),
          after: after.decide(request),
        };
        return change.before.allowed === change.after.allowed ? [] : [change];
      }),
    ),
  );
}

/** How many people may do more in something, and how many less. */
export function countPeople(changes: readonly PolicyChange[]): {
  readonly gain: number;
  readonly lose: number;
} {
  const people = (allowed: boolean) =>
    new Set(
      changes
        .filter(({ after }) => after.allowed === allowed)
        .map(({ request }) => request.principal.ref),
    ).size;
  return { gain: people(true), lose: people(false) };
}
