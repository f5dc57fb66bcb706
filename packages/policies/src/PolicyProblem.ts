/** What is wrong at one place of a policy file, and what may be meant. */
export type PolicyProblem = {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly message: string;
  readonly suggestion: string | undefined;
};

/** `starter.cedar:12:3: attribute … not found (did you mean …?)`. */
export function describeProblem(problem: PolicyProblem): string {
  const { file, line, column, message, suggestion } = problem;
  return `${file}:${line}:${column}: ${message}${
    suggestion ? ` (${suggestion})` : ''
  }`;
}
