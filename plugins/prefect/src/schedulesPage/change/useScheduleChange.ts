import type {
  ScheduledDeployment,
  ScheduleTiming,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type PrefectApi, prefectApiRef, prefectKeys } from '../../api';
import { prefectTranslationRef } from '../../translation';

/** What is done with one schedule, or with all of a deployment. */
export type ScheduleChange =
  | {
      readonly act: 'edit';
      readonly schedule: string;
      readonly timing: ScheduleTiming;
    }
  | {
      readonly act: 'pause' | 'resume';
      /** All of them when absent. */
      readonly schedule: string | undefined;
    };

/** Does it and says that it is done; whoever asks shows why it could not be. */
export function useScheduleChange(deployment: ScheduledDeployment) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const api = useApi(prefectApiRef);
  const toasts = useApi(toastApiRef);
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: ScheduleChange) => perform(api, deployment, change),
    onSuccess: (_, { act }) => {
      toasts.post({
        title: t(`schedulesPage.change.done.${act}`),
        status: 'success',
        timeout: 5_000,
      });
      return client.invalidateQueries({ queryKey: prefectKeys.lists });
    },
  });
}

function perform(
  api: PrefectApi,
  { instance, id }: ScheduledDeployment,
  change: ScheduleChange,
): Promise<void> {
  const { schedule } = change;
  if (change.act === 'edit') {
    const { timing } = change;
    return api.editSchedule({
      instance,
      id,
      schedule: change.schedule,
      body: timing,
    });
  }
  const body = { paused: change.act === 'pause' };
  return schedule === undefined
    ? api.setDeploymentPaused({ instance, id, body })
    : api.setSchedulePaused({ instance, id, schedule, body });
}
