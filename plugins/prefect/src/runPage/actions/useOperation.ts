import type {
  RunDetail,
  RunOperation,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type PrefectApi, prefectApiRef, prefectKeys } from '../../api';
import { prefectTranslationRef } from '../../translation';

/** What is done to a run, with what it needs. */
export type OperationRequest =
  | { operation: Exclude<RunOperation, 'reschedule'> }
  | { operation: 'reschedule'; scheduledTime: string };

/** Does it, and says in a toast how it went; the page shows the new state when it is true. */
export function useOperation(run: RunDetail) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const api = useApi(prefectApiRef);
  const toasts = useApi(toastApiRef);
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: OperationRequest) => perform(api, run, request),
    onSuccess: (_, { operation }) => {
      toasts.post({
        title: t(`runPage.actions.done.${operation}`),
        status: 'success',
        timeout: 5_000,
      });
      return client.invalidateQueries({ queryKey: prefectKeys.run(run) });
    },
    onError: (error, { operation }) => {
      toasts.post({
        title: t('runPage.actions.failed', {
          action: t(`runPage.actions.${operation}`),
          reason: error.message,
        }),
        status: 'danger',
      });
      // It may have been refused because the page was behind.
      return client.invalidateQueries({ queryKey: prefectKeys.run(run) });
    },
  });
}

function perform(
  api: PrefectApi,
  { instance, id }: RunDetail,
  request: OperationRequest,
) {
  switch (request.operation) {
    case 'cancel':
      return api.cancelRun({ instance, id });
    case 'retry':
      return api.retryRun({ instance, id });
    case 'pause':
      return api.pauseRun({ instance, id });
    case 'suspend':
      return api.suspendRun({ instance, id });
    case 'resume':
      return api.resumeRun({ instance, id, body: {} });
    case 'reschedule': {
      const { scheduledTime } = request;
      return api.rescheduleRun({ instance, id, body: { scheduledTime } });
    }
    default:
      return request satisfies never;
  }
}
