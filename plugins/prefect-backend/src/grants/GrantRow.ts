import type { EntityRef } from '../bindings';
import type { InstanceId } from '../instances';
import type { Grant, GrantId, LiveGrant } from './Grant';

/** A grant as the table has it. */
export type GrantRow = {
  id: string;
  kind: Grant['kind'];
  principal: string;
  right: Grant['right'];
  instance: string;
  deployment_id: string;
  title: string;
  reason: string;
  door: string;
  asked_at: string;
  state: Grant['state'];
  approvals: number;
  approvals_needed: number;
  seconds: number;
  uses: Grant['uses'];
  digest: string | null;
  fingerprint: string;
  parameters: string | null;
  candidates: string;
  newcomers_count: boolean;
  policy: string | null;
  policy_version: string | null;
  lapses_at: string;
  active_from: string | null;
  expires_at: string | null;
  ended_at: string | null;
  used_at: string | null;
  used_key: string | null;
  tries: number;
  run: string | null;
  review: Grant['review'];
};

export function toGrant(row: GrantRow): Grant {
  return {
    id: row.id as GrantId,
    kind: row.kind,
    principal: row.principal as EntityRef,
    right: row.right,
    deployment: {
      instance: row.instance as InstanceId,
      id: row.deployment_id,
    },
    title: row.title,
    reason: row.reason,
    door: row.door,
    askedAt: row.asked_at,
    state: row.state,
    approvals: row.approvals,
    approvalsNeeded: row.approvals_needed,
    seconds: row.seconds,
    uses: row.uses,
    digest: row.digest ?? undefined,
    parameters:
      row.parameters === null ? undefined : JSON.parse(row.parameters),
    candidates: JSON.parse(row.candidates),
    // SQLite has 0 and 1.
    newcomersCount: Boolean(row.newcomers_count),
    policy: row.policy ?? undefined,
    policyVersion: row.policy_version ?? undefined,
    lapsesAt: row.lapses_at,
    activeFrom: row.active_from ?? undefined,
    expiresAt: row.expires_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
    usedAt: row.used_at ?? undefined,
    run: row.run ?? undefined,
    review: row.review,
  };
}

export function toLiveGrant(row: GrantRow): LiveGrant {
  const { id, right, deployment, digest, expiresAt } = toGrant(row);
  const usedBy = row.state === 'used' ? row.used_key ?? '' : undefined;
  return { id, right, deployment, digest, expiresAt, usedBy };
}
