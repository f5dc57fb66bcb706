import * as cedar from '@cedar-policy/cedar-wasm/nodejs';

/** Strings and comments, which may hold anything; then words and brackets. */
const TOKENS = /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|@?[A-Za-z_]\w*|[()]/g;

/**
 * The same policy for what a group owns, and for nothing else: one condition more, in front,
 * because Cedar stops at what is false and so meets no mistake in what comes after.
 *
 * It is put into the text and not into the parsed policy, which loses digits of large numbers
 * on its way through JavaScript, and then compared with what was meant.
 *
 * @throws Error when the policy cannot be restricted
 */
export function restrictToOwner(policy: string, owner: string): string {
  const at = endOfHead(policy);
  const guard = ` when { resource.owners.contains(Group::${JSON.stringify(
    owner,
  )}) } `;
  const restricted = policy.slice(0, at) + guard + policy.slice(at);
  assertRestricted(policy, { restricted, owner });
  return restricted;
}

/** Behind the bracket that closes `permit (…` or `forbid (…`. */
function endOfHead(policy: string): number {
  let isInHead = false;
  let depth = 0;
  for (const { 0: token, index } of policy.matchAll(TOKENS)) {
    if (token === 'permit' || token === 'forbid') isInHead ||= depth === 0;
    if (token === '(') depth += 1;
    if (token !== ')') continue;
    depth -= 1;
    if (isInHead && depth === 0) return index + 1;
  }
  throw new Error('The head of a policy was not found.');
}

function assertRestricted(
  policy: string,
  { restricted, owner }: { restricted: string; owner: string },
): void {
  const { conditions: before, ...head } = parsed(policy);
  const { conditions: after, ...sameHead } = parsed(restricted);
  const [guard, ...rest] = after;
  const isMeant =
    isSame(head, sameHead) &&
    isSame(before, rest) &&
    isSame(guard, parsed(guardOf(owner)).conditions[0]);
  if (!isMeant) throw new Error('A policy could not be restricted.');
}

function guardOf(owner: string): string {
  return `permit (principal, action, resource) when { resource.owners.contains(Group::${JSON.stringify(
    owner,
  )}) };`;
}

function parsed(policy: string): cedar.PolicyJson {
  const answer = cedar.policyToJson(policy);
  if (answer.type === 'failure') throw new Error(answer.errors[0].message);
  return answer.json;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
