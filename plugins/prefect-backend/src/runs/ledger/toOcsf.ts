import type { LedgerItem } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { LedgerEntry } from '@backstage-prefect/ledger-verify';

const OCSF_VERSION = '1.3.0';
const PRODUCT = { name: 'Backstage Prefect', vendor_name: 'Backstage Prefect' };
/** Application Activity, API Activity. */
const [CATEGORY, CLASS] = [6, 6003];

/** Activities of the class, by their id. */
const ACTIVITY = { create: 1, read: 2, update: 3, delete: 4, other: 99 };
const STATUS = { unknown: 0, success: 1, failure: 2, other: 99 };
const SEVERITY = { informational: 1, low: 2, medium: 3 };
const USER_TYPE = { unknown: 0, user: 1, system: 3, service: 4 };

/** An act as an event API Activity of OCSF, for a SIEM. */
export function toOcsf(item: LedgerItem, entry: LedgerEntry): object {
  const activity = activityOf(item);
  const time = Date.parse(item.at);
  return {
    activity_id: activity,
    activity_name: activity === ACTIVITY.other ? nameOf(item) : undefined,
    category_uid: CATEGORY,
    category_name: 'Application Activity',
    class_uid: CLASS,
    class_name: 'API Activity',
    type_uid: CLASS * 100 + activity,
    severity_id: severityOf(item),
    time,
    start_time: time,
    end_time: item.outcome ? Date.parse(item.outcome.at) : undefined,
    ...statusOf(item),
    metadata: {
      version: OCSF_VERSION,
      product: PRODUCT,
      uid: item.id,
      log_name: 'ledger',
      original_time: item.at,
      sequence: entry.seq,
    },
    actor: actorOf(item),
    api: {
      operation: nameOf(item),
      service: { name: 'Prefect' },
      request: { uid: item.id },
      response: item.outcome?.code ? { error: item.outcome.code } : undefined,
    },
    // From where somebody came is not recorded, but through which door.
    src_endpoint: { svc_name: item.door ?? 'portal' },
    dst_endpoint: item.instance
      ? { svc_name: 'Prefect', name: item.instance }
      : undefined,
    resources: resourcesOf(item),
    unmapped: {
      kind: item.kind,
      on_behalf_of: item.onBehalfOf ?? undefined,
      parameters: entry.parameters,
      digest: entry.digest,
      meta: entry.meta,
    },
  };
}

function nameOf({ action, kind }: LedgerItem): string {
  return action ?? kind;
}

function activityOf({ action, kind }: LedgerItem): number {
  if (kind === 'read') return ACTIVITY.read;
  if (action === 'run-start') return ACTIVITY.create;
  if (action === 'ledger-retention') return ACTIVITY.delete;
  return /^(run|schedule|deployment)-/.test(action ?? '')
    ? ACTIVITY.update
    : ACTIVITY.other;
}

function severityOf({ decision, outcome }: LedgerItem): number {
  if (outcome?.status === 'unknown') return SEVERITY.medium;
  return decision?.allowed === false ? SEVERITY.low : SEVERITY.informational;
}

function statusOf({ kind, decision, outcome }: LedgerItem) {
  if (decision?.allowed === false) {
    return {
      status_id: STATUS.failure,
      status: 'Failure',
      status_detail: 'denied',
    };
  }
  if (!outcome) {
    return kind === 'intent'
      ? { status_id: STATUS.other, status: 'Under way' }
      : { status_id: STATUS.success, status: 'Success' };
  }
  switch (outcome.status) {
    case 'succeeded':
      return { status_id: STATUS.success, status: 'Success' };
    case 'unknown':
      return { status_id: STATUS.unknown, status: 'Unknown' };
    default:
      return {
        status_id: STATUS.failure,
        status: 'Failure',
        status_detail: outcome.status,
        status_code: outcome.code ?? undefined,
      };
  }
}

function actorOf({ principal, decision }: LedgerItem) {
  const [uid, kind] = [principal?.ref ?? 'ledger', principal?.kind];
  return {
    user: {
      uid,
      name: uid.slice(uid.lastIndexOf('/') + 1),
      type_id: userTypeOf(kind),
    },
    authorizations: decision
      ? (decision.policies.length > 0 ? decision.policies : [undefined]).map(
          name => ({
            decision: decision.allowed ? 'allowed' : 'denied',
            policy: name
              ? { name, version: decision.version ?? undefined }
              : undefined,
          }),
        )
      : undefined,
  };
}

function userTypeOf(kind: string | undefined): number {
  switch (kind) {
    case 'user':
      return USER_TYPE.user;
    case 'system':
    case undefined:
      return USER_TYPE.system;
    case 'workload':
    case 'run':
      return USER_TYPE.service;
    default:
      return USER_TYPE.unknown;
  }
}

function resourcesOf({ deployment, title, run }: LedgerItem) {
  const resources = [
    ...(deployment
      ? [{ type: 'deployment', uid: deployment, name: title ?? undefined }]
      : []),
    ...(run ? [{ type: 'flow run', uid: run }] : []),
  ];
  return resources.length > 0 ? resources : undefined;
}
