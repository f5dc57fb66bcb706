import {
  describeProblem,
  InvalidPoliciesError,
} from '@backstage-prefect/policies';
import { join } from 'node:path';
import { count } from '../count';
import type { Shell } from '../Host';
import { paint } from '../paint';
import { printJson } from './printJson';

/** What the policies of a folder are reported with. */
export type ReportOptions = { readonly json?: true };

/** Does something with policies, and tells why when they are not valid. */
export async function reportProblems(
  shell: Shell,
  options: ReportOptions & { readonly folder: string },
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof InvalidPoliciesError)) throw error;
    shell.end(1);
    const { folder } = options;
    if (options.json) {
      printJson(shell, { valid: false, folder, problems: error.problems });
      return;
    }
    for (const problem of error.problems) {
      const file = join(folder, problem.file);
      shell.out(describeProblem({ ...problem, file }));
    }
    shell.out(
      paint(
        shell,
        'bad',
        `${folder} is refused: ${count(error.problems.length, 'problem')}.`,
      ),
    );
  }
}
