import type { Knex } from 'knex';
import { DecisionCache, type PolicySet } from '@backstage-prefect/policies';
import type { Instances } from '../instances';
import type { Principal, Resource } from './Access';
import type { DeploymentScope } from './DeploymentScope';
import { type Policies, scopeOfResiduals } from './policies';
import { readFacts } from './readFacts';

/** Actions whose resources a query may be narrowed to; nothing of them is in a context. */
export type ScopedAction = 'view' | 'audit';

/** What these are made from. */
export type PolicyScopesDeps = {
  readonly db: Knex;
  readonly instances: Pick<Instances, 'list' | 'find'>;
  readonly policies: Pick<Policies, 'current'>;
};

type Known = DecisionCache<DeploymentScope | 'unsayable'>;

/**
 * What the policies let a person do something with, for queries. As a rule that is criteria: Cedar answers
 * what it can without the resource, and what it leaves open is said in SQL. Where a policy
 * asks what no criterion says, everything that is known is decided one by one and listed.
 *
 * Criteria are kept by the policies, the action, the person and their groups, so a change of these makes
 * others; a list is made anew each time, from decisions that are kept by the facts too.
 */
export class PolicyScopes {
  readonly #deps: PolicyScopesDeps;
  readonly #known = new WeakMap<PolicySet, Known>();

  constructor(deps: PolicyScopesDeps) {
    this.#deps = deps;
  }

  async of(
    principal: Principal,
    action: ScopedAction,
  ): Promise<DeploymentScope> {
    const policies = this.#deps.policies.current();
    if (!policies) return { rule: 'NEVER' };
    const criteria = this.#criteriaOf(policies, principal, action);
    return criteria === 'unsayable'
      ? this.#listFor(principal, action)
      : criteria;
  }

  #criteriaOf(
    policies: PolicySet,
    { kind, ref, ownershipRefs }: Principal,
    action: ScopedAction,
  ): DeploymentScope | 'unsayable' {
    const known: Known = this.#known.get(policies) ?? new DecisionCache();
    this.#known.set(policies, known);
    const key = JSON.stringify([action, kind, ref, ownershipRefs]);
    return known.remember(key, () =>
      this.#readCriteria(policies, { kind, ref, ownershipRefs }, action),
    );
  }

  #readCriteria(
    policies: PolicySet,
    principal: Pick<Principal, 'kind' | 'ref' | 'ownershipRefs'>,
    action: ScopedAction,
  ): DeploymentScope | 'unsayable' {
    const residuals = policies.residualsFor({ principal, action });
    const criteria =
      residuals &&
      scopeOfResiduals(residuals, {
        principal,
        instancesIn: environment =>
          this.#deps.instances
            .list()
            .filter(instance => instance.environment === environment)
            .map(({ id }) => id),
      });
    return criteria ?? 'unsayable';
  }

  async #listFor(
    principal: Principal,
    action: ScopedAction,
  ): Promise<DeploymentScope> {
    const { db, instances } = this.#deps;
    const bound: Array<{ instance: Resource['instance']; deployment: string }> =
      await db('bound_deployments').select('instance', {
        deployment: 'deployment_id',
      });
    const resources: Resource[] = [
      ...bound,
      ...instances.list().map(({ id }) => ({
        instance: id,
        deployment: undefined,
      })),
    ];
    const facts = await readFacts(this.#deps, resources);
    // Asked for only now: what decides may have been replaced while facts were read.
    const policies = this.#deps.policies.current();
    const allowed = resources.filter((resource, index) => {
      const known = facts[index];
      return (
        known &&
        policies?.decide({
          principal,
          action,
          resource: { deployment: resource.deployment, facts: known },
        }).allowed
      );
    });
    return listOf(allowed);
  }
}

function listOf(resources: readonly Resource[]): DeploymentScope {
  return {
    rule: 'IS_LISTED',
    deployments: resources.flatMap(({ instance, deployment }) =>
      deployment === undefined ? [] : [[instance, deployment] as const],
    ),
    instances: resources.flatMap(({ instance, deployment }) =>
      deployment === undefined ? [instance] : [],
    ),
  };
}
