import type { Grant } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  grantQuery,
  type PrefectApi,
  prefectApiRef,
  prefectKeys,
} from '../../api';

/** What somebody may do with a grant; giving back is taking back what is one's own. */
export type GrantAct =
  | 'approve'
  | 'withdraw'
  | 'refuse'
  | 'revoke'
  | 'giveBack'
  | 'review';

/** Acts that need a reason, which a dialog asks for. */
export type ReasonedAct = Exclude<GrantAct, 'approve' | 'withdraw'>;

type Doing = { grant: Grant; act: GrantAct; reason: string };

/**
 * What is done with grants on a page. It is kept above them: a grant that changes moves to
 * another place, and what became of the act must not go with it.
 */
export type GrantActs = {
  /** Does it at once. */
  act(doing: Doing): void;
  /** Opens the dialog that asks for the reason. */
  ask(asking: { grant: Grant; act: ReasonedAct }): void;
  readonly asking: { grant: Grant; act: ReasonedAct } | undefined;
  close(): void;
  /** Opens the run dialog with what was approved; running uses a grant for one use up. */
  run(grant: Grant): void;
  readonly running: Grant | undefined;
  closeRun(): void;
  /** Why the last act was not done. */
  readonly error: Error | undefined;
  isPending(grant: Grant): boolean;
};

/** Nothing is shown as done before it is; whatever came of it, the page asks again. */
export function useGrantActs(): GrantActs {
  const api = useApi(prefectApiRef);
  const client = useQueryClient();
  const [asking, setAsking] = useState<GrantActs['asking']>();
  const [running, setRunning] = useState<Grant>();
  const mutation = useMutation<Grant, Error, Doing>({
    mutationFn: doing => perform(api, doing),
    onSuccess: grant => {
      client.setQueryData(grantQuery(api, grant).queryKey, grant);
      setAsking(undefined);
    },
    onSettled: (_, __, { grant }) => {
      for (const queryKey of [
        prefectKeys.lists,
        prefectKeys.deployment(grant.deployment),
      ]) {
        void client.invalidateQueries({ queryKey });
      }
    },
  });
  const { isPending, variables } = mutation;
  return {
    act: doing => {
      if (!isPending) mutation.mutate(doing);
    },
    ask: next => {
      mutation.reset();
      setAsking(next);
    },
    asking,
    close: () => {
      mutation.reset();
      setAsking(undefined);
    },
    run: setRunning,
    running,
    closeRun: () => setRunning(undefined),
    error: mutation.error ?? undefined,
    isPending: ({ id }) => isPending && variables.grant.id === id,
  };
}

function perform(
  api: PrefectApi,
  { grant: { id }, act, reason }: Doing,
): Promise<Grant> {
  const request = { id, body: { reason } };
  switch (act) {
    case 'approve':
      return api.approveGrant(request);
    case 'refuse':
      return api.refuseGrant(request);
    case 'revoke':
    case 'giveBack':
      return api.revokeGrant(request);
    case 'review':
      return api.reviewGrant(request);
    case 'withdraw':
      return api.withdrawGrant({ id });
    default:
      return act satisfies never;
  }
}
