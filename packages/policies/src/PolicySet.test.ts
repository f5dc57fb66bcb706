import { readSchema, starterFolder } from './starterFolder';
import type { AccessFacts } from './AccessFacts';
import { compilePolicies } from './compilePolicies';
import type {
  Action,
  Overrides,
  PolicyPrincipal,
  PolicyRequest,
} from './PolicyRequest';
import type { PolicySet } from './PolicySet';
import { readPolicyFolder } from './readPolicyFolder';

let schema: string;
let starter: PolicySet;

beforeAll(async () => {
  schema = await readSchema();
  starter = compilePolicies(await readPolicyFolder(starterFolder()), schema);
});

const policiesOf = (text: string) =>
  compilePolicies([{ name: 'test.cedar', text }], schema);

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

describe('a set of policies', () => {
  it('names all that allow, in the order that they are written in', () => {
    expect(starter.decide(ask('view'))).toEqual({
      allowed: true,
      policies: ['everyone-view', 'owners-view'],
    });
  });

  it('names none when none allows', () => {
    expect(starter.decide(ask('run', { owners: [] }))).toEqual({
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
    expect(starter.decide(ask('run', {}, { [override]: true }))).toEqual({
      allowed: false,
      policies: [id],
    });
    expect(starter.decide(ask('run', {}, { [override]: false })).allowed).toBe(
      true,
    );
  });

  it('tells by id apart what a policy names, though all else is the same', () => {
    const set = policiesOf(
      '@id("one")\npermit (principal, action, resource == Deployment::"production:d");',
    );
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
    );

    expect(set.decide(ask('view'))).toEqual({
      allowed: false,
      policies: ['over'],
    });
    expect(
      set.residualsFor({ principal: mina, action: 'view' }),
    ).toBeUndefined();
  });

  it('answers the second time as the first, and otherwise when one fact changes', () => {
    const groupsOf = (ownershipRefs: string[]) => ({
      ...ask('run'),
      principal: { ...mina, ownershipRefs },
    });

    expect(starter.decide(ask('run')).allowed).toBe(true);
    expect(starter.decide(ask('run'))).toBe(starter.decide(ask('run')));
    expect(starter.decide(groupsOf([mina.ref])).allowed).toBe(false);
    expect(starter.decide(ask('run', { owners: ['group:x/y'] })).allowed).toBe(
      false,
    );
  });
});
