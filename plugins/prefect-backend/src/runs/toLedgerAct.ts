import type { Decision } from '../access';
import type { Act as LedgerAct } from '../ledger';
import type { Act } from './perform';

/** An act with its decision, as the ledger has it. */
export function toLedgerAct(
  { by, on, event, meta, sent }: Act,
  { allowed, policy, policies, version, grant }: Decision,
): LedgerAct {
  const { run, parameters, input, ...rest } = meta;
  return {
    principal: { kind: by.kind, ref: by.ref },
    action: event,
    resource: {
      instance: on.instance,
      deployment: on.deployment,
      run: typeof run === 'string' ? run : undefined,
    },
    door: by.door,
    decision: { allowed, policy, policies, version, grant },
    parameters: parameters ?? input,
    sent,
    meta: rest,
  };
}
