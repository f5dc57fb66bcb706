import type { Decision } from '../access';
import type { Act as LedgerAct } from '../ledger';
import type { Act } from './perform';

/** What the set of policies adds to a decision, where it does. */
type Explained = Decision & {
  readonly policies?: readonly string[];
  readonly version?: string;
};

/** An act with its decision, as the ledger has it. */
export function toLedgerAct(
  { by, on, event, meta, sent }: Act,
  { allowed, policy, policies, version }: Explained,
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
    decision: { allowed, policy, policies, version },
    parameters: parameters ?? input,
    sent,
    meta: rest,
  };
}
