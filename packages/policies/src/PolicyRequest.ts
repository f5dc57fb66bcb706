import type {
  CedarValueJson,
  EntityJson,
  TypeAndId,
} from '@cedar-policy/cedar-wasm/nodejs';
import type { AccessFacts } from './AccessFacts';

/** What can be done with a deployment; each but the first can be asked for. */
export const RIGHTS = ['view', 'run', 'operate', 'schedule'] as const;

/** One of them. */
export type Right = (typeof RIGHTS)[number];

/** A right that one may ask for: who may not view does not know that there is something. */
export type AskedRight = Exclude<Right, 'view'>;

/** The actions that policies decide about. */
export const ACTIONS = [
  ...RIGHTS,
  'request',
  'breakGlass',
  'approve',
  'audit',
] as const;

/** What a person may want to do; the design's list grows with its doors. */
export type Action = (typeof ACTIONS)[number];

/** What a run can ask for that its deployment does not. */
export const OVERRIDES = [
  'jobVariables',
  'workQueue',
  'schemaOff',
  'initialState',
  'templatedParameters',
] as const;

/** One of them. */
export type Override = (typeof OVERRIDES)[number];

/** What a run asks for that its deployment does not; what is absent it does not ask for. */
export type Overrides = { readonly [name in Override]?: boolean };

/** What of a question is neither who nor what. */
export type DecisionContext = {
  readonly overrides?: Overrides;
  /** Which right is asked for, taken or given; `run` where it is not said. */
  readonly right?: AskedRight;
};

/** Who asks, as policies know them. */
export type PolicyPrincipal = {
  readonly kind: 'user';
  readonly ref: string;
  readonly ownershipRefs: readonly string[];
};

/** What it is about, as policies know it; without a deployment, the instance. */
export type PolicyResource = {
  readonly deployment: string | undefined;
  readonly facts: AccessFacts;
};

/** A question with every fact that it is answered from. */
export type PolicyRequest = {
  readonly principal: PolicyPrincipal;
  readonly action: Action;
  readonly resource: PolicyResource;
  readonly context?: DecisionContext;
};

/** The question in Cedar's words. */
export type CedarRequest = {
  readonly principal: TypeAndId;
  readonly action: TypeAndId;
  readonly resource: TypeAndId;
  readonly context: Record<string, CedarValueJson>;
  readonly entities: EntityJson[];
};

/**
 * A question as Cedar takes it. Most of the time that a decision takes is for handing over
 * entities, so attributes that nothing reads stay behind, and who is in no group is no more
 * than a name.
 */
export function toCedar(
  request: PolicyRequest,
  reads: (attribute: string) => boolean = () => true,
): CedarRequest {
  const asked = askedBy(request);
  const { uid, attrs, parents } = entityOf(request.resource);
  const read = Object.entries(attrs).filter(([name]) => reads(name));
  const resource = { uid, attrs: Object.fromEntries(read), parents };
  return {
    ...asked,
    resource: uid as TypeAndId,
    entities:
      request.principal.ownershipRefs.length > 0
        ? [...asked.entities, resource]
        : [resource],
  };
}

/** The part of a question that is known before its resource is. */
export function askedBy({
  principal,
  action,
  context,
}: Omit<PolicyRequest, 'resource'>): Omit<CedarRequest, 'resource'> {
  const person = personOf(principal);
  return {
    principal: person.uid as TypeAndId,
    action: { type: 'Action', id: action },
    context: contextOf(action, context),
    entities: [person],
  };
}

function personOf({ ref, ownershipRefs }: PolicyPrincipal): EntityJson {
  return {
    uid: { type: 'User', id: ref },
    attrs: {},
    parents: ownershipRefs.map(groupOf),
  };
}

function entityOf({ deployment, facts }: PolicyResource): EntityJson {
  return {
    uid:
      deployment === undefined
        ? { type: 'Instance', id: facts.instance }
        : { type: 'Deployment', id: `${facts.instance}:${deployment}` },
    attrs: {
      instance: facts.instance,
      environment: facts.environment,
      owners: facts.owners.map(owner => ({ __entity: groupOf(owner) })),
      tags: [...facts.tags],
      sensitivity: facts.sensitivity,
    },
    parents: [],
  };
}

function contextOf(
  action: Action,
  context: DecisionContext = {},
): Record<string, CedarValueJson> {
  switch (action) {
    case 'run':
      return contextOfRun(context.overrides);
    case 'request':
    case 'breakGlass':
    case 'approve':
      return { right: context.right ?? 'run' };
    default:
      return {};
  }
}

function contextOfRun(
  overrides: Overrides = {},
): Record<string, CedarValueJson> {
  return {
    overrides: {
      jobVariables: overrides.jobVariables ?? false,
      workQueue: overrides.workQueue ?? false,
      schemaOff: overrides.schemaOff ?? false,
      initialState: overrides.initialState ?? false,
      templatedParameters: overrides.templatedParameters ?? false,
    },
  };
}

function groupOf(ref: string): TypeAndId {
  return { type: 'Group', id: ref };
}
