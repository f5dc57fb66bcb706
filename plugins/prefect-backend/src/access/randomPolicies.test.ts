import { isAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import {
  ACTIONS,
  toCedar,
  type PolicyPrincipal,
  type PolicyRequest,
  type PolicySet,
  type Verdict,
} from '@backstage-prefect/policies';
import fc from 'fast-check';
import {
  compile,
  forbids,
  people,
  permits,
  things,
  written,
  type Thing,
} from './__testUtils__/randomPolicies';

const isAllowed = (set: PolicySet, request: PolicyRequest) =>
  set.decide(request).allowed;

describe('a set of random policies', () => {
  it('answers as Cedar does when it is given everything, also what no policy reads', () => {
    let compared = 0;
    fc.assert(
      fc.property(
        things,
        people,
        permits,
        forbids,
        (all, who, some, others) => {
          const set = compile([...some, ...others]);
          if (!set) return;
          for (const request of requestsOf(all, who)) {
            compared += 1;
            expect(set.decide(request)).toEqual(decideWhole(set, request));
          }
          set.release();
        },
      ),
      { numRuns: 40 },
    );
    expect(compared).toBeGreaterThan(100);
  });

  it('gives by a forbid never more, and what it forbids to nobody', () => {
    let compared = 0;
    fc.assert(
      fc.property(
        things,
        people,
        permits,
        written('forbid'),
        (all, who, some, forbid) => {
          const before = compile(some);
          const after = compile([...some, forbid]);
          // What the forbid is about, as a permit says it.
          const about = compile([{ ...forbid, effect: 'permit' }]);
          if (!before || !after || !about) return;
          compared += 1;
          for (const request of requestsOf(all, who)) {
            expect(isAllowed(after, request)).toBe(
              isAllowed(before, request) && !isAllowed(about, request),
            );
          }
          [before, after, about].forEach(set => set.release());
        },
      ),
      { numRuns: 60 },
    );
    expect(compared).toBeGreaterThan(10);
  });
});

describe('random policies of a team', () => {
  it('change nothing about what the team does not own, and about its own what they would', () => {
    let compared = 0;
    fc.assert(
      fc.property(
        things,
        people,
        permits,
        forbids,
        fc.constantFrom('group:default/a', 'group:default/b'),
        (all, who, company, team, owner) => {
          const without = compile(company);
          const together = compile([...company, ...team]);
          const layered = compile(company, { policies: team, owner });
          if (!without || !together || !layered) return;
          for (const request of requestsOf(all, who)) {
            const owns = request.resource.facts.owners.includes(owner);
            compared += 1;
            expect(isAllowed(layered, request)).toBe(
              isAllowed(owns ? together : without, request),
            );
          }
          [without, together, layered].forEach(set => set.release());
        },
      ),
      { numRuns: 60 },
    );
    expect(compared).toBeGreaterThan(100);
  });
});

function decideWhole(set: PolicySet, request: PolicyRequest): Verdict {
  const answer = isAuthorized({
    ...toCedar(request),
    policies: {
      staticPolicies: Object.fromEntries(
        set.policies.map(({ id, text }) => [id, text]),
      ),
    },
  });
  if (answer.type === 'failure') throw new Error(answer.errors[0].message);
  const { decision, diagnostics } = answer.response;
  return { allowed: decision === 'allow', policies: diagnostics.reason.sort() };
}

function requestsOf(
  all: readonly Thing[],
  principal: PolicyPrincipal,
): PolicyRequest[] {
  return all.flatMap((thing, index) =>
    ACTIONS.map(action => ({
      principal,
      action,
      resource: {
        deployment: String(index),
        facts: {
          instance: thing.instance,
          environment: thing.instance === 'dev' ? 'test' : 'production',
          owners: thing.owners,
          tags: thing.tags,
          sensitivity: thing.restricted ? 'restricted' : 'normal',
        },
      },
    })),
  );
}
