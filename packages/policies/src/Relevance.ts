import type { AccessFacts } from './AccessFacts';
import type { Policy } from './Policy';
import type { PolicyRequest } from './PolicyRequest';

/**
 * What the policies of an action can read of a question. The rest is taken out before it is
 * asked, so that questions which differ in nothing that matters are one: under the starter
 * policies, all deployments of a team in one environment, for everybody who is not in it.
 */
export class Relevance {
  readonly #groups: ReadonlySet<string>;
  readonly #attributes: ReadonlySet<string>;
  readonly #namesPeople: boolean;
  readonly #namesResources: boolean;

  constructor(policies: readonly Policy[]) {
    const names = policies.flatMap(policy => policy.names);
    const namesA = (...types: string[]) =>
      names.some(({ type }) => types.includes(type));
    this.#groups = new Set(
      names.flatMap(({ type, id }) => (type === 'Group' ? id : [])),
    );
    this.#attributes = new Set(policies.flatMap(({ reads }) => reads));
    this.#namesPeople = namesA('User');
    this.#namesResources = namesA('Deployment', 'Instance');
  }

  /** Whether any of the policies reads an attribute of this name. */
  readonly reads = (attribute: string): boolean =>
    this.#attributes.has(attribute);

  reduce(request: PolicyRequest): PolicyRequest {
    const { principal, action, resource, context } = request;
    const facts = this.#factsOf(resource.facts);
    return {
      principal: {
        kind: principal.kind,
        ref: this.#namesPeople ? principal.ref : 'anybody',
        // Groups are compared with those that are named and with owners, and with nothing else.
        ownershipRefs: principal.ownershipRefs.filter(
          ref => this.#groups.has(ref) || facts.owners.includes(ref),
        ),
      },
      action,
      resource: {
        deployment: this.#deploymentOf(resource.deployment),
        facts,
      },
      context,
    };
  }

  #deploymentOf(deployment: string | undefined): string | undefined {
    return deployment === undefined || this.#namesResources
      ? deployment
      : 'any';
  }

  #factsOf(facts: AccessFacts): AccessFacts {
    const { reads } = this;
    return {
      instance:
        reads('instance') || this.#namesResources ? facts.instance : 'any',
      environment: reads('environment') ? facts.environment : 'any',
      owners: reads('owners') ? facts.owners : [],
      tags: reads('tags') ? facts.tags : [],
      sensitivity: reads('sensitivity') ? facts.sensitivity : 'any',
    };
  }
}
