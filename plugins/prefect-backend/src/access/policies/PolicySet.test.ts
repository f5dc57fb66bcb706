import { isAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import fc from 'fast-check';
import {
  policiesOf,
  starterPolicies,
} from '../../__testUtils__/starterPolicies';
import type { AccessFacts } from '../AccessFacts';
import {
  compile,
  forbids,
  people,
  permits,
  things,
  written,
  type Thing,
} from '../__testUtils__/randomPolicies';
import {
  ACTIONS,
  toCedar,
  type Action,
  type Overrides,
  type PolicyPrincipal,
  type PolicyRequest,
} from './PolicyRequest';
import type { PolicySet, Verdict } from './PolicySet';

const facts: AccessFacts = {
  instance: 'production',
  environment: 'production',
  owners: ['group:default/a'],
  tags: [],
  sensitivity: 'normal',
};

const mina: PolicyPrincipal = {
  kind: 'user',
  ref: 'user:default/mina',
  ownershipRefs: ['user:default/mina', 'group:default/a'],
};

const ask = (
  action: Action,
  changes: Partial<AccessFacts> = {},
  overrides?: Overrides,
): PolicyRequest => ({
  principal: mina,
  action,
  resource: { deployment: 'd', facts: { ...facts, ...changes } },
  context: { overrides },
});

const isAllowed = (set: PolicySet, request: PolicyRequest) =>
  set.decide(request).allowed;

describe('a set of policies', () => {
  it('names all that allow, in the order that they are written in', () => {
    expect(starterPolicies().current().decide(ask('view'))).toEqual({
      allowed: true,
      policies: ['everyone-view', 'owners-view'],
    });
  });

  it('names none when none allows', () => {
    const set = starterPolicies().current();

    expect(set.decide(ask('run', { owners: [] }))).toEqual({
      allowed: false,
      policies: [],
    });
  });

  it.each<[keyof Overrides, string]>([
    ['jobVariables', 'no-job-variables'],
    ['workQueue', 'no-other-queue'],
    ['schemaOff', 'no-schema-off'],
    ['initialState', 'no-initial-state'],
    ['templatedParameters', 'no-templates'],
  ])('forbids even an owner a run that overrides %s', (override, id) => {
    const set = starterPolicies().current();

    expect(set.decide(ask('run', {}, { [override]: true }))).toEqual({
      allowed: false,
      policies: [id],
    });
    expect(set.decide(ask('run', {}, { [override]: false })).allowed).toBe(
      true,
    );
  });

  it('tells by id apart what a policy names, though all else is the same', () => {
    const set = policiesOf(
      '@id("one")\npermit (principal, action, resource == Deployment::"production:d");',
    ).current();
    const of = (deployment: string | undefined) =>
      set.decide({ ...ask('view'), resource: { deployment, facts } }).allowed;

    expect([of('d'), of('e'), of(undefined), of('d')]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  it('denies when a policy cannot be evaluated, though another allows', () => {
    const set = policiesOf(
      '@id("all")\npermit (principal, action, resource);\n@id("over")\nforbid (principal, action, resource) when { 9223372036854775807 + 1 == 0 && resource.instance == "never" };',
    ).current();

    expect(set.decide(ask('view'))).toEqual({
      allowed: false,
      policies: ['over'],
    });
    expect(
      set.residualsFor({ principal: mina, action: 'view' }),
    ).toBeUndefined();
  });

  it('answers the second time as the first, and otherwise when one fact changes', () => {
    const set = starterPolicies().current();
    const groupsOf = (ownershipRefs: string[]) => ({
      ...ask('run'),
      principal: { ...mina, ownershipRefs },
    });

    expect(set.decide(ask('run')).allowed).toBe(true);
    expect(set.decide(ask('run'))).toBe(set.decide(ask('run')));
    expect(set.decide(groupsOf([mina.ref])).allowed).toBe(false);
    expect(set.decide(ask('run', { owners: ['group:x/y'] })).allowed).toBe(
      false,
    );
  });

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
