import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import { canConcern, type Policy } from './Policy';

/** Who belongs to more combinations of the groups that policies begin with is asked all. */
const MOST_VARIANTS = 200;

/**
 * Policies that Cedar keeps parsed, by the groups that somebody is in: those whose head asks
 * for another group cannot apply, and Cedar would take some microseconds for each to say so.
 */
export class ParsedPolicies {
  readonly #name: string;
  readonly #policies: readonly Policy[];
  readonly #groups: readonly string[];
  readonly #variants = new Map<string, string>();

  constructor(name: string, policies: readonly Policy[]) {
    this.#name = name;
    this.#policies = policies;
    this.#groups = [
      ...new Set(policies.flatMap(({ onlyFor }) => onlyFor ?? [])),
    ];
    parse(name, policies);
  }

  /** What Cedar knows those by that can concern a member of these groups. */
  nameFor(groups: readonly string[]): string {
    const theirs = this.#groups.filter(group => groups.includes(group));
    if (theirs.length === this.#groups.length) return this.#name;
    const key = JSON.stringify(theirs);
    const known = this.#variants.get(key);
    if (known) return known;
    if (this.#variants.size >= MOST_VARIANTS) return this.#name;
    const name = `${this.#name}/${this.#variants.size}`;
    parse(name, this.#policies.filter(canConcern(theirs)));
    this.#variants.set(key, name);
    return name;
  }

  /** Lets go of what Cedar keeps. */
  release(): void {
    for (const name of [this.#name, ...this.#variants.values()]) {
      parse(name, []);
    }
  }
}

/** Policies by id, as Cedar takes them. */
export function textsOf(policies: readonly Policy[]): Record<string, string> {
  return Object.fromEntries(policies.map(({ id, asked }) => [id, asked]));
}

function parse(name: string, policies: readonly Policy[]): void {
  const answer = cedar.preparsePolicySet(name, {
    staticPolicies: textsOf(policies),
  });
  if (answer.type === 'failure') throw new Error(answer.errors[0].message);
}
