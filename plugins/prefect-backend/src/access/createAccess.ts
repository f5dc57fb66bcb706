import type {
  AuthService,
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import { toEntityRef } from '../bindings';
import type { Instances } from '../instances';
import type {
  Access,
  Action,
  Decision,
  DecisionContext,
  Door,
  PolicyReport,
  Principal,
  Resource,
} from './Access';
import { Ceiling } from './Ceiling';
import { DeniedError } from './DeniedError';
import type { DeploymentScope } from './DeploymentScope';
import { judge, type Question } from './judge';
import { prefectDeploymentResourceRef } from './permissionRules';
import type { Policies } from './policies';
import { PolicyScopes, type ScopedAction } from './PolicyScopes';
import { readFacts } from './readFacts';
import { registerPermissions } from './registerPermissions';

/** Entities in one question to the permission backend. */
const CHUNK = 100;

/** What decisions are made from. */
export type AccessDeps = {
  readonly db: Knex;
  readonly instances: Pick<Instances, 'list' | 'find'>;
  readonly auth: AuthService;
  readonly userInfo: UserInfoService;
  readonly permissions: PermissionsService;
  readonly permissionsRegistry: PermissionsRegistryService;
  readonly policies: Policies;
};

class PolicyAccess implements Access {
  readonly #deps: AccessDeps;
  readonly #ceiling: Ceiling;
  readonly #scopes: PolicyScopes;

  constructor(deps: AccessDeps) {
    this.#deps = deps;
    this.#ceiling = new Ceiling({
      permissions: deps.permissions,
      instances: deps.instances,
      ruleset: deps.permissionsRegistry.getPermissionRuleset(
        prefectDeploymentResourceRef,
      ),
    });
    this.#scopes = new PolicyScopes(deps);
  }

  async principalOf(
    credentials: BackstageCredentials,
    door: Door,
  ): Promise<Principal> {
    const { auth, userInfo } = this.#deps;
    if (!auth.isPrincipal(credentials, 'user')) {
      throw new DeniedError({
        allowed: false,
        reason:
          'Only people who are signed in may do this. Sign in to the portal and try again.',
        policy: undefined,
        policies: [],
        version: undefined,
      });
    }
    const user = await userInfo.getUserInfo(credentials);
    return {
      kind: 'user',
      ref: toEntityRef(user.userEntityRef),
      ownershipRefs: user.ownershipEntityRefs.map(toEntityRef),
      credentials,
      door,
    };
  }

  async decide(
    principal: Principal,
    action: Action,
    on: Resource,
    context?: DecisionContext,
  ): Promise<Decision> {
    const [decision] = await this.decideMany(principal, action, [on], context);
    return decision;
  }

  async decideMany(
    principal: Principal,
    action: Action,
    on: readonly Resource[],
    context?: DecisionContext,
  ): Promise<Decision[]> {
    const questions = await this.#questions(principal, on);
    return questions.map(question => judge({ ...question, action, context }));
  }

  async decideEach<TAction extends Action>(
    principal: Principal,
    actions: readonly TAction[],
    on: readonly Resource[],
  ): Promise<Record<TAction, Decision>[]> {
    const questions = await this.#questions(principal, on);
    return questions.map(
      question =>
        Object.fromEntries(
          actions.map(action => [
            action,
            judge({ ...question, action, context: undefined }),
          ]),
        ) as Record<TAction, Decision>,
    );
  }

  /** All that is needed to answer, of each resource. */
  async #questions(
    principal: Principal,
    on: readonly Resource[],
  ): Promise<Omit<Question, 'action' | 'context'>[]> {
    const [ceilings, facts] = await Promise.all([
      this.#ceiling.of(principal),
      readFacts(this.#deps, on),
    ]);
    const policies = this.#deps.policies.current();
    return on.map((resource, index) => ({
      principal,
      on: resource,
      facts: facts[index],
      ceilings,
      policies,
    }));
  }

  async readableEntities(
    { credentials }: Principal,
    refs: readonly string[],
  ): Promise<string[]> {
    const readable: string[] = [];
    for (let from = 0; from < refs.length; from += CHUNK) {
      const chunk = refs.slice(from, from + CHUNK);
      const decisions = await this.#deps.permissions.authorize(
        chunk.map(resourceRef => ({
          permission: catalogEntityReadPermission,
          resourceRef,
        })),
        { credentials },
      );
      readable.push(
        ...chunk.filter(
          (_, index) => decisions[index].result === AuthorizeResult.ALLOW,
        ),
      );
    }
    return readable;
  }

  policies(): PolicyReport {
    const { policies } = this.#deps;
    return {
      ...policies.health(),
      policies: policies.current()?.policies ?? [],
    };
  }

  viewScope(principal: Principal): Promise<DeploymentScope> {
    return this.scopeOf(principal, 'view');
  }

  async scopeOf(
    principal: Principal,
    action: ScopedAction,
  ): Promise<DeploymentScope> {
    const ceilings = await this.#ceiling.of(principal);
    // Who may not view it may do nothing with it; `judge` says so of each.
    const actions =
      action === 'view' ? ([action] as const) : (['view', action] as const);
    const scopes = await Promise.all(
      actions.map(each => this.#scopes.of(principal, each)),
    );
    return {
      allOf: [
        {
          rule: 'ON_INSTANCE',
          instances: this.#deps.instances.list().map(({ id }) => id),
        },
        ...actions.map(each => ceilings[each]),
        ...scopes,
      ],
    };
  }
}

/** Registers the permissions and makes the decision point. Call once per plugin. */
export function createAccess(deps: AccessDeps): Access {
  registerPermissions(deps);
  return new PolicyAccess(deps);
}
