import { stringifyError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import { DeniedError, type Decision, type Principal } from '../../access';
import type { Grant } from '../../grants';
import type { Key } from '../../mirror';
import { recordAct, recordDenial } from '../recordAct';
import type { RunsDeps } from '../RunsDeps';

/** Who does what with a right to which deployment, and what decided that. */
export type GrantAct = {
  readonly by: Principal;
  readonly on: Key;
  /** `grant-ask`, for example. */
  readonly event: string;
  readonly decision: Decision;
  /** Undefined while it is asked for. */
  readonly grant?: Grant;
  readonly meta: JsonObject;
  /** Secrets are masked before they come here. */
  readonly parameters?: unknown;
  /** The same as they will be sent: the ledger keeps a keyed digest. */
  readonly sent?: unknown;
};

/**
 * Changes a grant with its intent in the ledger before and its outcome after; what is not
 * allowed is a denial there. The audit has the same.
 *
 * @throws DeniedError when the decision is no
 * @throws LedgerUnavailableError when it cannot be recorded; nothing was done
 */
export async function recordGrant(
  deps: RunsDeps,
  act: GrantAct,
  effect: () => Promise<Grant>,
): Promise<Grant> {
  const event = await deps.auditor.createEvent({
    eventId: act.event,
    severityLevel: 'medium',
    meta: {
      user: act.by.ref,
      door: act.by.door,
      instance: act.on.instance,
      deployment: act.on.id,
      grant: act.grant?.id ?? null,
      ...act.meta,
    },
  });
  try {
    if (!act.decision.allowed) {
      await recordDenial(deps, toLedger(act));
      throw new DeniedError(act.decision);
    }
    const grant = await recordAct(deps, toLedger(act), effect, ({ id }) => ({
      grant: id,
    }));
    await event.success();
    return grant;
  } catch (error) {
    await event.fail({
      error: error instanceof Error ? error : new Error(stringifyError(error)),
    });
    throw error;
  }
}

function toLedger({ by, on, event, decision, grant, ...rest }: GrantAct) {
  const { allowed, policy, policies, version } = decision;
  return {
    principal: { kind: by.kind, ref: by.ref },
    action: event,
    resource: { instance: on.instance, deployment: on.id, grant: grant?.id },
    door: by.door,
    decision: { allowed, policy, policies, version },
    ...rest,
  };
}
