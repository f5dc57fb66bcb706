import type { Grant as GrantView } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Principal } from '../../access';
import type { Grant, Voice } from '../../grants';
import { toDecision } from '../read/toDeployments';
import type { RunsDeps } from '../RunsDeps';
import type { SeenGrant } from './findGrant';
import { mayApprove } from './mayApprove';

/** Grants as the contract shows them; the number of queries does not grow with them. */
export async function toGrantViews(
  deps: RunsDeps,
  by: Principal,
  seen: readonly SeenGrant[],
): Promise<GrantView[]> {
  const voices = await deps.grants.voicesOf(seen.map(({ grant }) => grant.id));
  return Promise.all(
    seen.map(async each => {
      const decide = await mayApprove(deps, by, each);
      return {
        ...toShown(deps, each.grant),
        voices: [...(voices.get(each.grant.id) ?? [])].map(toVoice),
        rights: {
          decide: toDecision(decide),
          isOwn: each.grant.principal === by.ref,
        },
      };
    }),
  );
}

function toShown(
  { instances }: RunsDeps,
  grant: Grant,
): Omit<GrantView, 'voices' | 'rights'> {
  const { instance, id } = grant.deployment;
  return {
    id: grant.id,
    kind: grant.kind,
    principal: grant.principal,
    right: grant.right,
    deployment: { instance, id, title: grant.title },
    environment: instances.find(instance)?.environment ?? instance,
    reason: grant.reason,
    door: grant.door,
    askedAt: grant.askedAt,
    state: grant.state,
    approvals: grant.approvals,
    approvalsNeeded: grant.approvalsNeeded,
    seconds: grant.seconds,
    uses: grant.uses,
    parameters: grant.parameters ?? null,
    approvers: [...grant.candidates],
    policy: grant.policy ?? null,
    lapsesAt: grant.lapsesAt,
    activeFrom: grant.activeFrom ?? null,
    expiresAt: grant.expiresAt ?? null,
    endedAt: grant.endedAt ?? null,
    usedAt: grant.usedAt ?? null,
    run: grant.run ?? null,
    review: grant.review,
  };
}

function toVoice({ by, verdict, reason, at }: Voice) {
  return { by, verdict, reason, at };
}
