import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import { DecisionCache } from './DecisionCache';
import { ParsedPolicies, textsOf } from './ParsedPolicies';
import { canConcern, type Policy } from './Policy';
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

type ByAction<T> = Readonly<Record<Action, T>>;

let made = 0;

/**
 * Policies that were validated together. Decides by Cedar alone, and keeps each answer by
 * everything that Cedar was given.
 *
 * Cedar keeps the parsed policies until `release`, those of each action apart, so that a
 * question meets only those that could answer it.
 */
export class PolicySet {
  /** Hash of what it was made of. */
  readonly version: string;
  /** By file and line. */
  readonly policies: readonly Policy[];
  readonly #verdicts = new DecisionCache<Verdict>();
  readonly #permitting = new DecisionCache<readonly string[]>();
  readonly #order: ReadonlyMap<string, number>;
  readonly #relevance: ByAction<Relevance>;
  readonly #all: ByAction<ParsedPolicies>;
  readonly #permits: ByAction<ParsedPolicies>;

  constructor(parts: { version: string; policies: readonly Policy[] }) {
    this.version = parts.version;
    this.policies = parts.policies;
    this.#order = new Map(this.policies.map(({ id }, index) => [id, index]));
    const name = `policies-${++made}`;
    const concerned = byAction(action => this.policiesFor(action));
    this.#relevance = byAction(action => new Relevance(concerned[action]));
    this.#all = byAction(
      action => new ParsedPolicies(`${name}/${action}`, concerned[action]),
    );
    this.#permits = byAction(
      action =>
        new ParsedPolicies(
          `${name}/${action}/permits`,
          concerned[action].filter(({ effect }) => effect === 'permit'),
        ),
    );
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
      this.#ask(this.#all, request),
    );
  }

  /** Which permits would allow it, each by itself: what no forbid is asked about. */
  permitsFor(question: PolicyRequest): readonly string[] {
    const request = this.#relevance[question.action].reduce(question);
    return this.#permitting.remember(JSON.stringify(request), () => {
      const verdict = this.#ask(this.#permits, request);
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
    const concerned = this.policiesFor(request.action).filter(
      canConcern(request.principal.ownershipRefs),
    );
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
      this.#all[action].release();
      this.#permits[action].release();
    }
  }

  #ask(of: ByAction<ParsedPolicies>, request: PolicyRequest): Verdict {
    const answer = cedar.statefulIsAuthorized({
      ...toCedar(request, this.#relevance[request.action].reads),
      preparsedPolicySetId: of[request.action].nameFor(
        request.principal.ownershipRefs,
      ),
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
}

function byAction<T>(of: (action: Action) => T): ByAction<T> {
  return Object.fromEntries(
    ACTIONS.map(action => [action, of(action)]),
  ) as ByAction<T>;
}
