import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  Action,
  AskedRight,
  DecisionContext,
  Policy,
  Terms,
} from '@backstage-prefect/policies';
import type { EntityRef } from '../bindings';
import type { GrantId } from '../grants';
import type { Key } from '../mirror';
import type { DeploymentScope } from './DeploymentScope';
import type { PolicyHealth } from './policies';
import type { ScopedAction } from './PolicyScopes';

export type { Action };

/** What of a question is neither who nor what. */
export type AskContext = DecisionContext & {
  /** Keyed digest of the parameters; where it is not given, any would do. */
  readonly digest?: string;
  /** When what is started begins, where that is not now; ISO. */
  readonly startsAt?: string;
  /** Of the act, the same when it is tried again. */
  readonly key?: string;
};

/** Through which door somebody asks; written to the audit and to the labels of runs. */
export type Door = 'portal' | 'actions';

/** A person who is signed in. */
export type UserPrincipal = {
  readonly kind: 'user';
  readonly ref: EntityRef;
  /** The user and the groups they own things through. */
  readonly ownershipRefs: readonly EntityRef[];
  readonly credentials: BackstageCredentials;
  /** Where the principal came in. It gives and takes no rights. */
  readonly door: Door;
};

/** Who asks. Built only from a verified credential; told apart by `kind`. */
export type Principal = UserPrincipal;

/** Allow or deny, with a sentence for the person and the policy that decided. */
export type Decision = {
  readonly allowed: boolean;
  readonly reason: string;
  /** The policy that allowed or forbade, or the closest one that did not allow. */
  readonly policy: string | undefined;
  /** The grant that allowed what no policy does. */
  readonly grant?: GrantId;
  /** All that decided; none when nothing allowed, or when it was not policies that decided. */
  readonly policies: readonly string[];
  /** Hash of the policies that were asked; undefined when none were. */
  readonly version: string | undefined;
};

/**
 * What the question is about: a deployment, or for runs without one the instance they
 * are in (`deployment` undefined: nobody owns it, it is not restricted).
 */
export type Resource = {
  readonly instance: Key['instance'];
  readonly deployment: string | undefined;
};

/** Somebody who may do something, and by what: policies, or a grant. */
export type Entitled = {
  readonly ref: EntityRef;
  readonly name: string;
  readonly policies: readonly string[];
  readonly grant: GrantId | undefined;
};

/** Whether a right can be asked for, under which terms, and who could give it. */
export type Requestable = {
  readonly request: Decision;
  readonly breakGlass: Decision;
  /** Of a request; undefined when it cannot be asked for. */
  readonly terms: Terms | undefined;
  /** Of what is taken at once; undefined when it cannot be. */
  readonly breakGlassTerms: Terms | undefined;
  /** Without the one who asks. */
  readonly approvers: readonly Entitled[];
};

/** The policies that are in force, and how it stands with them. */
export type PolicyReport = PolicyHealth & {
  readonly policies: readonly Policy[];
};

/** The one decision point. Nothing reaches Prefect, and nothing is shown, without it. */
export interface Access {
  /**
   * @throws DeniedError when the credentials are not a user's
   * @throws CatalogUnavailableError when nobody knows in which groups they are
   */
  principalOf(
    credentials: BackstageCredentials,
    door: Door,
  ): Promise<Principal>;
  /** Who may not view is told that it is not there, whatever the action. */
  decide(
    principal: Principal,
    action: Action,
    on: Resource,
    context?: AskContext,
  ): Promise<Decision>;
  /** Answers by position, with a constant number of queries. */
  decideMany(
    principal: Principal,
    action: Action,
    on: readonly Resource[],
    context?: AskContext,
  ): Promise<Decision[]>;
  /** The same for several actions, of facts that are read once. */
  decideEach<TAction extends Action>(
    principal: Principal,
    actions: readonly TAction[],
    on: readonly Resource[],
    context?: AskContext,
  ): Promise<Record<TAction, Decision>[]>;
  /**
   * Everybody of the catalog whom the policies or a grant allow it; what Backstage's
   * permissions take away again is known of nobody but who asks.
   */
  whoCan(
    action: Action,
    on: Resource,
    context?: DecisionContext,
  ): Promise<Entitled[]>;
  /** What of a right one may ask for. */
  requestable(
    principal: Principal,
    right: AskedRight,
    on: Resource,
  ): Promise<Requestable>;
  /** What `decide` allows to view, as criteria for `applyScope`. */
  viewScope(principal: Principal): Promise<DeploymentScope>;
  /** What `decide` allows of this action, likewise. */
  scopeOf(principal: Principal, action: ScopedAction): Promise<DeploymentScope>;
  /** The policies that decide, for whoever is signed in. */
  policies(): PolicyReport;
  /** Which of these catalog entities the catalog lets the principal read. */
  readableEntities(
    principal: Principal,
    refs: readonly string[],
  ): Promise<string[]>;
}
