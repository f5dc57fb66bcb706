import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type PermissionCriteria,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionTransformer,
  type ConditionTransformer,
  type PermissionRuleset,
} from '@backstage/plugin-permission-node';
import { ACTIONS, type AccessFacts } from '@backstage-prefect/policies';
import type { Instances } from '../instances';
import type { Action, Principal } from './Access';
import type { FactScope } from './DeploymentScope';
import { permissionOf } from './explain';
import type { PermissionQuery } from './permissionRules';

/** What Backstage's permissions allow at most, per action. */
export type Ceilings = Readonly<Record<Action, FactScope>>;

/** Asks Backstage's permission policy what it allows a principal at most. */
export class Ceiling {
  readonly #permissions: PermissionsService;
  readonly #instances: Pick<Instances, 'list'>;
  readonly #transform: ConditionTransformer<PermissionQuery>;
  // A principal is made for one request, so an answer is as fresh as the request.
  readonly #known = new WeakMap<Principal, Promise<Ceilings>>();

  constructor(parts: {
    permissions: PermissionsService;
    instances: Pick<Instances, 'list'>;
    ruleset: PermissionRuleset<AccessFacts, PermissionQuery>;
  }) {
    this.#permissions = parts.permissions;
    this.#instances = parts.instances;
    this.#transform = createConditionTransformer(parts.ruleset);
  }

  /** @throws what the permission backend answers with; then nothing is allowed */
  of(principal: Principal): Promise<Ceilings> {
    const known = this.#known.get(principal) ?? this.#ask(principal);
    this.#known.set(principal, known);
    return known;
  }

  async #ask(principal: Principal): Promise<Ceilings> {
    const decisions = await this.#permissions.authorizeConditional(
      ACTIONS.map(action => ({ permission: permissionOf[action] })),
      { credentials: principal.credentials },
    );
    return Object.fromEntries(
      ACTIONS.map((action, index) => [action, this.#scopeOf(decisions[index])]),
    ) as Record<Action, FactScope>;
  }

  #scopeOf(decision: PolicyDecision): FactScope {
    switch (decision.result) {
      case AuthorizeResult.ALLOW:
        return { rule: 'ALWAYS' };
      case AuthorizeResult.CONDITIONAL:
        return this.#toScope(this.#transform(decision.conditions));
      default:
        return { rule: 'NEVER' };
    }
  }

  #toScope(criteria: PermissionCriteria<PermissionQuery>): FactScope {
    if ('anyOf' in criteria) {
      return { anyOf: criteria.anyOf.map(part => this.#toScope(part)) };
    }
    if ('allOf' in criteria) {
      return { allOf: criteria.allOf.map(part => this.#toScope(part)) };
    }
    if ('not' in criteria) {
      return { not: this.#toScope(criteria.not) };
    }
    return criteria.rule === 'IN_ENVIRONMENT'
      ? this.#inEnvironments(criteria.environments)
      : criteria;
  }

  #inEnvironments(environments: readonly string[]): FactScope {
    return {
      rule: 'ON_INSTANCE',
      instances: this.#instances
        .list()
        .filter(instance => environments.includes(instance.environment))
        .map(instance => instance.id),
    };
  }
}
