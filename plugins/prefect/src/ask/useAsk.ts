import type {
  AskedRight,
  Grant,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { prefectApiRef, prefectKeys } from '../api';
import type { AskedDeployment } from './AskedDeployment';
import type { Way } from './waysOf';

/** What somebody has said in the form. */
export type Asked = {
  readonly way: Way;
  readonly uses: 'once' | 'many';
  readonly seconds: number;
  readonly reason: string;
};

/** Asks for a right; pressing twice asks once. */
export function useAsk(about: {
  deployment: AskedDeployment;
  right: AskedRight;
  parameters: Record<string, unknown> | undefined;
}) {
  const api = useApi(prefectApiRef);
  const client = useQueryClient();
  const isUnderWay = useRef(false);
  const { deployment, right, parameters } = about;
  const { instance, id } = deployment;
  const mutation = useMutation<Grant, Error, Asked>({
    mutationFn: ({ way, ...asked }) =>
      api.askGrant({
        instance,
        id,
        body: { right, when: way, ...asked, ...(parameters && { parameters }) },
      }),
    onSuccess: () =>
      Promise.all(
        [prefectKeys.lists, prefectKeys.deployment(deployment)].map(queryKey =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
    onError: () => {
      isUnderWay.current = false;
    },
  });
  return {
    ...mutation,
    /** Asks, unless that is under way or done; known before the page is drawn again. */
    once: (asked: Asked) => {
      if (isUnderWay.current) return;
      isUnderWay.current = true;
      mutation.mutate(asked);
    },
  };
}
