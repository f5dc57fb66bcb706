import type { LedgerState } from '@backstage-prefect/backstage-plugin-prefect-common';
import { keyIdOf, readPublicKey } from '@backstage-prefect/ledger-verify';
import type { CheckState } from '../../ledger';
import type { LedgerDeps } from './LedgerDeps';

/** Whether the whole ledger verifies, as was last found, and by which keys it is signed. */
export async function getLedgerState({
  ledger,
  ledgerCheck,
}: Pick<LedgerDeps, 'ledger' | 'ledgerCheck'>): Promise<LedgerState> {
  const [checked, keys] = await Promise.all([
    ledgerCheck.state(),
    ledger.publicKeys(),
  ]);
  const { result, checkedAt = null, isChecking } = checked;
  return {
    state: stateOf(checked),
    isChecking,
    checkedAt,
    entries: result?.entries ?? null,
    version: result?.version ?? null,
    since: result?.since ?? null,
    broken: brokenOf(result),
    keys: keys.map(publicKey => ({
      id: keyIdOf(readPublicKey(publicKey)),
      publicKey,
    })),
  };
}

function stateOf({ result, isOverdue }: CheckState): LedgerState['state'] {
  if (!result) return 'unchecked';
  if (result.broken) return 'broken';
  return isOverdue ? 'overdue' : 'checked';
}

function brokenOf(result: CheckState['result']): LedgerState['broken'] {
  if (!result?.broken) return null;
  const {
    code,
    message,
    entry = null,
    goodBefore = null,
    goodFrom = null,
  } = result.broken;
  return { entry, code, message, goodBefore, goodFrom };
}
