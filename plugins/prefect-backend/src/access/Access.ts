import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { EntityRef } from '../bindings';
import type { Key } from '../mirror';
import type { DeploymentScope } from './DeploymentScope';

/** What a person may want to do; the design's list grows with its doors. */
export type Action = 'view' | 'run' | 'operate' | 'schedule';

/** Through which door somebody asks; written to the audit and to the labels of runs. */
export type Door = 'portal' | 'actions';

/** Who asks. Built only from a verified credential. */
export type Principal = {
  readonly kind: 'user';
  readonly ref: EntityRef;
  /** The user and the groups they own things through. */
  readonly ownershipRefs: readonly EntityRef[];
  readonly credentials: BackstageCredentials;
  /** Where the principal came in. It gives and takes no rights. */
  readonly door: Door;
};

/** Allow or deny, with a sentence for the person and the policy that decided. */
export type Decision = {
  readonly allowed: boolean;
  readonly reason: string;
  /** The policy that allowed, or the closest one that did not. */
  readonly policy: string | undefined;
};

/**
 * What the question is about: a deployment, or for runs without one the instance they
 * are in (`deployment` undefined: nobody owns it, it is not restricted).
 */
export type Resource = {
  readonly instance: Key['instance'];
  readonly deployment: string | undefined;
};

/** The one decision point. Nothing reaches Prefect, and nothing is shown, without it. */
export interface Access {
  /** @throws DeniedError when the credentials are not a user's */
  principalOf(
    credentials: BackstageCredentials,
    door: Door,
  ): Promise<Principal>;
  /** Who may not view is told that it is not there, whatever the action. */
  decide(principal: Principal, action: Action, on: Resource): Promise<Decision>;
  /** Answers by position, with a constant number of queries. */
  decideMany(
    principal: Principal,
    action: Action,
    on: readonly Resource[],
  ): Promise<Decision[]>;
  /** What `decide` allows to view, as criteria for `applyScope`. */
  viewScope(principal: Principal): Promise<DeploymentScope>;
  /** Which of these catalog entities the catalog lets the principal read. */
  readableEntities(
    principal: Principal,
    refs: readonly string[],
  ): Promise<string[]>;
}
