import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import { DecisionCache } from './DecisionCache';
import type { Policy } from './Policy';
import {
  ACTIONS,
  askedBy,
  toCedar,
  type Action,
  type PolicyRequest,
} from './PolicyRequest';
import { Relevance } from './Relevance';

/** What a set says to a question, and by which policies. */
export type Verdict = {
  readonly allowed: boolean;
  /** Ids of those that allowed, or that forbade; none when nothing allowed. */
  readonly policies: readonly string[];
};

/** What a policy still asks of a resource that is not known yet. */
export type Residual = {
  readonly effect: Policy['effect'];
  readonly conditions: readonly cedar.Clause[];
};

let made = 0;

/**
 * Policies that were validated together. Decides by Cedar alone, and keeps each answer by
 * everything that Cedar was given.
 *
 * Cedar keeps the parsed policies until `release`, by names that are this set's own: those
 * of each action apart, so that a question meets only those that could answer it.
 */
export class PolicySet {
  /** Hash of what it was made of. */
  readonly version: string;
  /** By file and line. */
  readonly policies: readonly Policy[];
  readonly #name = `policies-${++made}`;
  readonly #verdicts = new DecisionCache<Verdict>();
  readonly #permits = new DecisionCache<readonly string[]>();
  readonly #order: ReadonlyMap<string, number>;
  readonly #relevance: Readonly<Record<Action, Relevance>>;

  constructor(parts: { version: string; policies: readonly Policy[] }) {
    this.version = parts.version;
    this.policies = parts.policies;
    this.#order = new Map(this.policies.map(({ id }, index) => [id, index]));
    this.#relevance = Object.fromEntries(
      ACTIONS.map(action => [action, new Relevance(this.policiesFor(action))]),
    ) as Record<Action, Relevance>;
    for (const action of ACTIONS) {
      const concerned = this.policiesFor(action);
      this.#keep(this.#nameOf(action), concerned);
      this.#keep(this.#nameOfPermits(action), concerned.filter(isPermit));
    }
  }

  /** By file and line. */
  policiesFor(action: Action): readonly Policy[] {
    return this.policies.filter(({ actions }) => actions.includes(action));
  }

  find(id: string): Policy | undefined {
    return this.policies[this.#order.get(id) ?? -1];
  }

  decide(question: PolicyRequest): Verdict {
    const request = this.#relevance[question.action].reduce(question);
    return this.#verdicts.remember(JSON.stringify(request), () =>
      this.#ask(this.#nameOf(request.action), request),
    );
  }

  /** Which permits would allow it, each by itself: what no forbid is asked about. */
  permitsFor(question: PolicyRequest): readonly string[] {
    const request = this.#relevance[question.action].reduce(question);
    return this.#permits.remember(JSON.stringify(request), () => {
      const verdict = this.#ask(this.#nameOfPermits(request.action), request);
      return verdict.allowed ? verdict.policies : [];
    });
  }

  /**
   * What remains of each policy once it is known who asks; undefined when Cedar cannot tell
   * without the resource.
   */
  residualsFor(
    request: Omit<PolicyRequest, 'resource'>,
  ): readonly Residual[] | undefined {
    const concerned = this.policiesFor(request.action);
    const answer = cedar.isAuthorizedPartial({
      ...askedBy(request),
      resource: null,
      policies: { staticPolicies: textsOf(concerned) },
    });
    if (answer.type === 'failure' || answer.response.errored.length > 0) {
      return undefined;
    }
    const { residuals } = answer.response;
    return concerned.map(({ id, effect }) => ({
      effect,
      conditions: residuals[id].conditions,
    }));
  }

  /** Lets go of what Cedar keeps; nothing may be asked afterwards. */
  release(): void {
    for (const action of ACTIONS) {
      this.#keep(this.#nameOf(action), []);
      this.#keep(this.#nameOfPermits(action), []);
    }
  }

  #ask(name: string, request: PolicyRequest): Verdict {
    const answer = cedar.statefulIsAuthorized({
      ...toCedar(request),
      preparsedPolicySetId: name,
    });
    if (answer.type === 'failure') {
      throw new Error(answer.errors.map(({ message }) => message).join(' '));
    }
    const { decision, diagnostics } = answer.response;
    // Cedar leaves out a policy that fails, and it may have been a forbid.
    const failed = diagnostics.errors.map(({ policyId }) => policyId);
    return failed.length > 0
      ? { allowed: false, policies: this.#inOrder(failed) }
      : {
          allowed: decision === 'allow',
          policies: this.#inOrder(diagnostics.reason),
        };
  }

  #inOrder(ids: readonly string[]): string[] {
    const place = (id: string) => this.#order.get(id) ?? 0;
    return [...ids].sort((a, b) => place(a) - place(b));
  }

  #keep(name: string, policies: readonly Policy[]): void {
    const answer = cedar.preparsePolicySet(name, {
      staticPolicies: textsOf(policies),
    });
    if (answer.type === 'failure') throw new Error(answer.errors[0].message);
  }

  #nameOf(action: Action): string {
    return `${this.#name}/${action}`;
  }

  #nameOfPermits(action: Action): string {
    return `${this.#name}/${action}/permits`;
  }
}

function isPermit({ effect }: Policy): boolean {
  return effect === 'permit';
}

function textsOf(policies: readonly Policy[]): Record<string, string> {
  return Object.fromEntries(policies.map(({ id, text }) => [id, text]));
}
