import type { AuditorServiceEvent } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { LedgerResource } from '@backstage-prefect/ledger-verify';
import type { JsonObject } from '@backstage/types';
import type {
  PrefectClient,
  Stamp,
} from '@backstage-prefect/backstage-plugin-prefect-node';
import {
  DeniedError,
  UnknownError,
  type AskedRight,
  type Decision,
  type Principal,
  type Resource,
} from '../access';
import type { InstanceId } from '../instances';
import { assertReachable } from './assertReachable';
import { recordAct, recordDenial } from './recordAct';
import type { RunsDeps } from './RunsDeps';
import { stampOf } from './stamp';
import { withGrant } from './withGrant';
import { toLedgerAct } from './toLedgerAct';

/** Who wants to do what to which resource, and what of it may be recorded. */
export type Act = {
  readonly by: Principal;
  readonly action: AskedRight;
  readonly on: Resource & { readonly instance: InstanceId };
  /** Name of the act in the audit, for example `run-start`. */
  readonly event: string;
  /** What is recorded besides. Secrets are masked before they come here. */
  readonly meta: JsonObject;
  /** Parameters as they are sent, of which the ledger keeps nothing but a keyed digest. */
  readonly sent?: JsonObject;
  /** What a grant for one run is for; the digest of it is compared. */
  readonly bound?: JsonObject;
  /** When what is started begins, where that is not now; ISO. */
  readonly startsAt?: string;
  /** The same for an act that is tried again; each its own where it is not given. */
  readonly key?: string;
};

/** The only way to change something in Prefect. */
export type Effect<T> = (client: PrefectClient, stamp: Stamp) => Promise<T>;

/**
 * Decides, records and does: the audit event is open before anything is asked or sent,
 * and is closed exactly once with what happened. The ledger has the intent before the
 * effect, its outcome after it, and what was denied. Nothing else hands out a client that
 * changes things.
 *
 * @param made - what of the result the ledger keeps, such as the id of a new run
 * @throws UnknownError when the caller may not even view it
 * @throws DeniedError when the caller may view it only
 * @throws GrantConflictError when it was allowed by a grant that was used meanwhile
 * @throws LedgerUnavailableError when the intent cannot be recorded; nothing was done
 */
export async function perform<T>(
  deps: RunsDeps,
  act: Act,
  effect: Effect<T>,
  made?: (result: T) => LedgerResource,
): Promise<T> {
  const event = await openEvent(deps, act);
  let result: T;
  try {
    const decision = await assertAllowed(deps, act);
    await assertReachable(deps, act.on.instance);
    const granted = {
      grant: decision.grant,
      key: keyOf(act),
      runOf: (done: T) => made?.(done).run,
    };
    result = await recordAct(
      deps,
      toLedgerAct(act, decision),
      () =>
        withGrant(deps, granted, () =>
          effect(deps.instances.client(act.on.instance), stampOf(act.by)),
        ),
      made,
    );
  } catch (error) {
    await close(deps, () => event.fail({ error: toError(error) }));
    throw error;
  }
  await close(deps, () => event.success());
  return result;
}

/** What makes an act the same when it is tried again. */
function keyOf({ event, key }: Act): string | undefined {
  return key && `${event}:${key}`;
}

function openEvent(
  { auditor }: RunsDeps,
  { by, action, on, event, meta }: Act,
): Promise<AuditorServiceEvent> {
  return auditor.createEvent({
    eventId: event,
    severityLevel: 'medium',
    meta: {
      user: by.ref,
      action,
      door: by.door,
      instance: on.instance,
      deployment: on.deployment ?? null,
      ...meta,
    },
  });
}

async function assertAllowed(deps: RunsDeps, act: Act): Promise<Decision> {
  const { access, ledger } = deps;
  const { by, action, on, bound, startsAt } = act;
  const [{ view, [action]: decision }] = await access.decideEach(
    by,
    ['view', action],
    [on],
    {
      startsAt,
      key: keyOf(act),
      digest: bound && (await ledger.digestOf(bound)),
    },
  );
  if (!view.allowed) {
    await recordDenial(deps, toLedgerAct(act, view));
    throw new UnknownError();
  }
  if (!decision.allowed) {
    await recordDenial(deps, toLedgerAct(act, decision));
    throw new DeniedError(decision);
  }
  return decision;
}

/** The act is over whatever the record says: a failing auditor must not hide its outcome. */
async function close(
  { logger }: RunsDeps,
  write: () => Promise<void>,
): Promise<void> {
  try {
    await write();
  } catch (error) {
    logger.error(
      'The outcome of an act could not be written to the audit',
      toError(error),
    );
  }
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(stringifyError(error));
}
