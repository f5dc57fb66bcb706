import { randomUUID } from 'node:crypto';
import type { GrantId } from '../grants';
import { outcomeOf } from './outcomeOf';
import type { RunsDeps } from './RunsDeps';

/** An act that a grant allowed; without one it is simply done. */
type Granted<T> = {
  readonly grant: GrantId | undefined;
  /** What makes the act the same when it is tried again. */
  readonly key: string | undefined;
  /** The run that it made. */
  readonly runOf: (result: T) => string | undefined;
};

/**
 * Does something that a grant allowed: uses the grant before, and gives it back when for
 * certain nothing was done. What nobody knows the end of has used it.
 *
 * @throws GrantConflictError when somebody used it first; nothing was done
 */
export async function withGrant<T>(
  deps: Pick<RunsDeps, 'grants' | 'logger'>,
  { grant, key = randomUUID(), runOf }: Granted<T>,
  work: () => Promise<T>,
): Promise<T> {
  if (grant === undefined) return work();
  await deps.grants.use(grant, key);
  let result: T;
  try {
    result = await work();
  } catch (error) {
    if (isNotDone(error)) {
      await told(deps, grant, deps.grants.giveBack(grant, key));
    }
    throw error;
  }
  const run = runOf(result);
  if (run) {
    await told(deps, grant, deps.grants.noteRun(grant, key, run));
  }
  return result;
}

function isNotDone(error: unknown): boolean {
  const { status } = outcomeOf(error);
  return status === 'refused' || status === 'failed';
}

/** What became of the act is what counts for who waits for it. */
async function told(
  { logger }: Pick<RunsDeps, 'logger'>,
  grant: GrantId,
  written: Promise<void>,
): Promise<void> {
  try {
    await written;
  } catch (error) {
    logger.error(
      `What became of grant ${grant} could not be noted; it stays used`,
      error as Error,
    );
  }
}
