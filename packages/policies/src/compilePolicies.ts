import { createHash } from 'node:crypto';
import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import { InvalidPoliciesError } from './InvalidPoliciesError';
import {
  actionsOf,
  groupOfHead,
  namesIn,
  readsIn,
  type Policy,
} from './Policy';
import type { PolicyFile } from './PolicyFile';
import type { Action } from './PolicyRequest';
import type { PolicyProblem } from './PolicyProblem';
import { PolicySet } from './PolicySet';
import { PolicyText } from './PolicyText';
import { restrictToOwner } from './restrictToOwner';
import { readTerms, TERM_NAMES, type TermProblem } from './Terms';

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** What has terms. */
const ASKING: readonly Action[] = ['request', 'breakGlass'];
/** Refs of people and groups are kept in lower case: `group:default/team`. */
const REF = /^(user|group):[^:/\s]+\/[^:/\s]+$/;

/**
 * Makes a set of the files, or takes none of it.
 *
 * @throws InvalidPoliciesError with every problem, by file and line
 */
export function compilePolicies(
  files: readonly PolicyFile[],
  schema: string,
): PolicySet {
  assertSchema(schema);
  const sorted = inOrder(files);
  const read = sorted.map(file => readFile(file, schema));
  const problems = [
    ...read.flatMap(each => each.problems),
    ...duplicatesIn(read.flatMap(each => each.policies)),
    ...emptinessOf(sorted, read),
  ];
  if (problems.length > 0) throw new InvalidPoliciesError(problems);
  return new PolicySet({
    version: versionOf(sorted, schema),
    policies: read.flatMap(each => each.policies),
  });
}

/** The schema is the plugin's own, so that it does not parse is nobody's mistake but ours. */
function assertSchema(schema: string): void {
  const answer = cedar.checkParseSchema(schema);
  if (answer.type === 'failure') throw new Error(answer.errors[0].message);
}

/**
 * The company's files before the teams', each by name: of two policies with one id the second
 * is the mistake, and that must never be the company's.
 */
function inOrder(files: readonly PolicyFile[]): PolicyFile[] {
  const rank = ({ owner }: PolicyFile) => (owner ? 1 : 0);
  return [...files].sort(
    (a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1),
  );
}

/** What a set is known by: a hash of everything that it was made of. */
function versionOf(files: readonly PolicyFile[], schema: string): string {
  const parts = [
    schema,
    ...files.map(({ name, text, owner = null, prefix = null }) => [
      name,
      text,
      owner,
      prefix,
    ]),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

type ReadFile = {
  readonly policies: readonly Policy[];
  readonly problems: readonly PolicyProblem[];
};

function readFile(file: PolicyFile, schema: string): ReadFile {
  const text = new PolicyText(file);
  const parts = cedar.policySetTextToParts(file.text);
  if (parts.type === 'failure') {
    return {
      policies: [],
      problems: parts.errors.map(error => text.problemOf(error)),
    };
  }
  if (parts.policy_templates.length > 0) {
    return { policies: [], problems: parts.policy_templates.map(templateIn) };
  }
  const read = parts.policies
    .map(part => readPolicy(part, file, text))
    .sort((a, b) => a.policy.line - b.policy.line);
  const policies = read.map(({ policy }) => policy);
  return {
    policies,
    problems: [
      ...validate(file, schema, text),
      ...read.flatMap(each => termProblems(each, text)),
      ...policies.flatMap(policy => idProblems(policy, file, text)),
      ...policies.flatMap(policy => nameProblems(policy, text)),
    ],
  };

  function templateIn(part: string): PolicyProblem {
    return text.problemAt(text.findPart(part), {
      message: 'this is a template, which nothing fills in',
      suggestion: 'name who or what it is about',
    });
  }
}

type ReadPolicy = {
  readonly policy: Policy;
  readonly termProblems: readonly TermProblem[];
};

function readPolicy(
  part: string,
  file: PolicyFile,
  text: PolicyText,
): ReadPolicy {
  const parsed = cedar.policyToJson(part);
  // It was parsed as a part of its file a moment ago.
  if (parsed.type === 'failure') throw new Error(parsed.errors[0].message);
  const {
    effect,
    annotations = {},
    principal,
    resource,
    conditions,
  } = parsed.json;
  const actions = actionsOf(parsed.json);
  const asked = file.owner ? restrictToOwner(part, file.owner) : part;
  const hasTerms =
    effect === 'permit' && actions.some(action => ASKING.includes(action));
  const { terms, problems } = hasTerms
    ? readTerms(annotations)
    : { terms: undefined, problems: misplacedTerms(annotations) };
  return {
    termProblems: problems,
    policy: {
      id: annotations.id ? `${file.prefix ?? ''}${annotations.id}` : '',
      effect,
      reason: annotations.reason || undefined,
      terms,
      text: part,
      asked,
      file: file.name,
      line: text.placeOf(text.takePart(part)).line,
      actions,
      onlyFor: groupOfHead(parsed.json),
      names: namesIn([principal, resource, conditions]),
      // Of who owns a resource that of a team always asks.
      reads: [...(file.owner ? ['owners'] : []), ...readsIn(conditions)],
    },
  };
}

/** Terms of what is no request would be read by nobody, and whoever wrote them relies on it. */
function misplacedTerms(
  annotations: Readonly<Record<string, string | null>>,
): TermProblem[] {
  return TERM_NAMES.filter(name => name in annotations).map(name => ({
    message: `@${name} says nothing here`,
    suggestion: `write it at a permit of ${ASKING.map(
      action => `Action::"${action}"`,
    ).join(' or ')}`,
  }));
}

function termProblems(
  { policy, termProblems: problems }: ReadPolicy,
  text: PolicyText,
): PolicyProblem[] {
  return problems.map(problem =>
    text.problemAt(text.findPart(policy.text), problem),
  );
}

function validate(
  file: PolicyFile,
  schema: string,
  text: PolicyText,
): PolicyProblem[] {
  const answer = cedar.validate({
    validationSettings: { mode: 'strict' },
    schema,
    policies: { staticPolicies: file.text },
  });
  if (answer.type === 'failure') {
    return answer.errors.map(error => text.problemOf(error));
  }
  const wrong = new Set(answer.validationErrors.map(each => each.policyId));
  const problems = [
    ...answer.validationErrors,
    // That it can never apply, or that a word looks like another: nobody means that.
    ...answer.validationWarnings.filter(({ policyId }) => !wrong.has(policyId)),
  ].map(({ error }) =>
    text.problemOf({
      ...error,
      message: error.message.replace(/^for policy `policy\d+`, /, ''),
    }),
  );
  return withoutRepetition(problems);
}

/** Cedar tells of one mistake once for every kind of resource that it does not fit. */
function withoutRepetition(problems: PolicyProblem[]): PolicyProblem[] {
  const placeOf = ({ line, column }: PolicyProblem) => `${line}:${column}`;
  return [
    ...new Map(problems.map(problem => [placeOf(problem), problem])).values(),
  ];
}

function idProblems(
  policy: Policy,
  { prefix = '' }: PolicyFile,
  text: PolicyText,
): PolicyProblem[] {
  if (ID.test(policy.id.slice(prefix.length))) return [];
  return [
    text.problemAt(text.findPart(policy.text), {
      message: policy.id
        ? `"${policy.id}" is no id for a policy`
        : 'the policy has no id',
      suggestion: 'begin it with @id("a-name"), of a-z, 0-9 and "-"',
    }),
  ];
}

function nameProblems(policy: Policy, text: PolicyText): PolicyProblem[] {
  return policy.names
    .filter(({ type, id }) => isPerson(type) && !isRef(id))
    .map(({ type, id }) =>
      text.problemAt(text.findPart(policy.text), {
        message: `${type}::"${id}" is no entity ref in lower case, so it is nobody`,
        suggestion: `did you mean \`${type}::"${refLike(type, id)}"\`?`,
      }),
    );
}

function isPerson(type: string): boolean {
  return type === 'User' || type === 'Group';
}

function isRef(id: string): boolean {
  return REF.test(id) && id === lowerCase(id);
}

function lowerCase(text: string): string {
  return text.toLocaleLowerCase('en-US');
}

function refLike(type: string, id: string): string {
  const lower = lowerCase(id);
  if (REF.test(lower)) return lower;
  const kind = lowerCase(type);
  const name = lower.replace(/^(user|group):/, '');
  return name.includes('/') ? `${kind}:${name}` : `${kind}:default/${name}`;
}

function duplicatesIn(policies: readonly Policy[]): PolicyProblem[] {
  return policies.flatMap((policy, index) => {
    const first = policies.findIndex(({ id }) => id === policy.id);
    if (first === index || policy.id === '') return [];
    const { file, line } = policies[first];
    return [
      {
        file: policy.file,
        line: policy.line,
        column: 1,
        message: `the id ${policy.id} is that of ${file}:${line}`,
        suggestion: 'give it another',
      },
    ];
  });
}

/** No policy denies everything; that is never what an empty folder is meant to say. */
function emptinessOf(
  files: readonly PolicyFile[],
  read: readonly ReadFile[],
): PolicyProblem[] {
  if (read.some(({ policies, problems }) => policies.length + problems.length))
    return [];
  return [
    {
      file: files[0]?.name ?? '*.cedar',
      line: 1,
      column: 1,
      message: 'there is no policy, so nobody could do anything',
      suggestion: 'begin with the starter policies of the plugin',
    },
  ];
}
