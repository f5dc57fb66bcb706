import type { LedgerResource } from '@backstage-prefect/ledger-verify';
import type { Act } from '../ledger';
import { outcomeOf } from './outcomeOf';
import type { RunsDeps } from './RunsDeps';

/**
 * Does something with its intent in the ledger before it and its outcome after it.
 * @throws LedgerUnavailableError when the intent cannot be written; nothing was done
 */
export async function recordAct<T>(
  deps: RunsDeps,
  act: Act,
  effect: () => Promise<T>,
  made?: (result: T) => LedgerResource,
): Promise<T> {
  const { ledger } = deps;
  const intent = await ledger.intent(act);
  let result: T;
  try {
    result = await effect();
  } catch (error) {
    await told(deps, ledger.outcome(intent, outcomeOf(error)));
    throw error;
  }
  const resource = made?.(result);
  await told(deps, ledger.outcome(intent, { status: 'succeeded', resource }));
  return result;
}

/** Records what was not allowed. Nothing is done anyway, so nothing has to be refused. */
export async function recordDenial(deps: RunsDeps, act: Act): Promise<void> {
  await told(deps, deps.ledger.denial(act));
}

/** What is over is over; the ledger writes it as soon as it can. */
async function told(
  { logger }: RunsDeps,
  written: Promise<unknown>,
): Promise<void> {
  try {
    await written;
  } catch (error) {
    logger.error(
      'The outcome of an act is not in the ledger yet; it is written when the database takes it',
      error as Error,
    );
  }
}
