import { InputError } from '@backstage/errors';
import { describeProblem, type PolicyProblem } from './PolicyProblem';

/**
 * Policies that are not taken, with every problem that was found. It is logged and never
 * answered, so it has no code.
 */
export class InvalidPoliciesError extends InputError {
  constructor(readonly problems: readonly PolicyProblem[]) {
    super(problems.map(describeProblem).join('\n'));
  }
}
