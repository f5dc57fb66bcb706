import type {
  AuthService,
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { AskedRight, DecisionContext } from '@backstage-prefect/policies';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import { toEntityRef } from '../bindings';
import type { Grants, LiveGrant } from '../grants';
import type { Instances } from '../instances';
import type { People } from '../people';
import type {
  Access,
  Action,
  AskContext,
  Decision,
  Door,
  Entitled,
  PolicyReport,
  Principal,
  Requestable,
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
import { termsOf } from './termsOf';
import { whoCan } from './whoCan';

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
  readonly grants: Pick<Grants, 'liveOf' | 'liveOn'>;
  readonly people: People;
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
    const { auth, userInfo, people } = this.#deps;
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
    const ref = toEntityRef(user.userEntityRef);
    const memberships = await people.membershipsOf(ref);
    return {
      kind: 'user',
      ref,
      // The sign-in's own are up to an hour old; they count for who is not in the catalog.
      ownershipRefs: memberships ?? user.ownershipEntityRefs.map(toEntityRef),
      credentials,
      door,
    };
  }

  async decide(
    principal: Principal,
    action: Action,
    on: Resource,
    context?: AskContext,
  ): Promise<Decision> {
    const [decision] = await this.decideMany(principal, action, [on], context);
    return decision;
  }

  async decideMany(
    principal: Principal,
    action: Action,
    on: readonly Resource[],
    context?: AskContext,
  ): Promise<Decision[]> {
    const questions = await this.#questions(principal, on);
    return questions.map(question => judge({ ...question, action, context }));
  }

  async decideEach<TAction extends Action>(
    principal: Principal,
    actions: readonly TAction[],
    on: readonly Resource[],
    context?: AskContext,
  ): Promise<Record<TAction, Decision>[]> {
    const questions = await this.#questions(principal, on);
    return questions.map(
      question =>
        Object.fromEntries(
          actions.map(action => [
            action,
            judge({ ...question, action, context }),
          ]),
        ) as Record<TAction, Decision>,
    );
  }

  /** All that is needed to answer, of each resource. */
  async #questions(
    principal: Principal,
    on: readonly Resource[],
  ): Promise<Omit<Question, 'action' | 'context'>[]> {
    const [ceilings, facts, grants] = await Promise.all([
      this.#ceiling.of(principal),
      readFacts(this.#deps, on),
      this.#deps.grants.liveOf(principal.ref),
    ]);
    const policies = this.#deps.policies.current();
    return on.map((resource, index) => ({
      principal,
      on: resource,
      facts: facts[index],
      ceilings,
      grants: grantsFor(resource, grants),
      policies,
    }));
  }

  async whoCan(
    action: Action,
    on: Resource,
    context?: DecisionContext,
  ): Promise<Entitled[]> {
    const { people, grants, policies } = this.#deps;
    const [all, [facts], granted] = await Promise.all([
      people.list(),
      readFacts(this.#deps, [on]),
      grants.liveOn(on),
    ]);
    const set = policies.current();
    if (!set || !facts) return [];
    return whoCan(set, { action, on, context, facts, people: all, granted });
  }

  async requestable(
    principal: Principal,
    right: AskedRight,
    on: Resource,
  ): Promise<Requestable> {
    const context = { right };
    const [{ request, breakGlass }] = await this.decideEach(
      principal,
      ['request', 'breakGlass'],
      [on],
      context,
    );
    const policies = this.#deps.policies.current();
    const entitled = await this.whoCan('approve', on, context);
    return {
      request,
      breakGlass,
      terms: termsOf(policies, request),
      breakGlassTerms: termsOf(policies, breakGlass),
      approvers: await this.#others(principal, entitled),
    };
  }

  async #others(
    { ref }: Principal,
    entitled: readonly Entitled[],
  ): Promise<Entitled[]> {
    const others: Entitled[] = [];
    for (const each of entitled) {
      const isSelf = await this.#deps.people.isSamePerson(ref, each.ref);
      if (!isSelf) others.push(each);
    }
    return others;
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

function grantsFor(
  { instance, deployment }: Resource,
  grants: readonly LiveGrant[],
): LiveGrant[] {
  return grants.filter(
    grant =>
      grant.deployment.instance === instance &&
      grant.deployment.id === deployment,
  );
}

/** Registers the permissions and makes the decision point. Call once per plugin. */
export function createAccess(deps: AccessDeps): Access {
  registerPermissions(deps);
  return new PolicyAccess(deps);
}
