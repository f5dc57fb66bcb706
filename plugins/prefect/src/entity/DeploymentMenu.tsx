import type { Deployment } from '@backstage-prefect/backstage-plugin-prefect-common';
import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { RiLockLine, RiMore2Line } from '@remixicon/react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { prefectApiRef, prefectKeys } from '../api';
import { AskDialog } from '../ask';
import { usePrefectPaths } from '../routes';
import { prefectTranslationRef } from '../translation';

/** What else can be done with a deployment. */
export function DeploymentMenu({ deployment }: { deployment: Deployment }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const paths = usePrefectPaths();
  const { instance, id, title, paused, codeUrl, prefectUrl, may } = deployment;
  const pause = useSetPaused(deployment);
  const [isAsking, setAsking] = useState(false);
  const action = t(paused ? 'entity.menu.resume' : 'entity.menu.pause');
  return (
    <>
      <MenuTrigger>
        <ButtonIcon
          icon={<RiMore2Line />}
          variant="tertiary"
          aria-label={t('entity.more', { title })}
        />
        <Menu>
          <MenuItem
            href={paths.runs(new URLSearchParams({ instance, deployment: id }))}
          >
            {t('entity.menu.runs')}
          </MenuItem>
          {deployment.schedules.length > 0 &&
            (may.schedule.allowed ? (
              <MenuItem onAction={() => pause.mutate(!paused)}>
                {action}
              </MenuItem>
            ) : (
              <MenuItem
                iconStart={<RiLockLine aria-hidden />}
                onAction={() => setAsking(true)}
              >
                {t('kit.locked', { action })}
              </MenuItem>
            ))}
          <MenuItem
            href={paths.access(
              'explain',
              new URLSearchParams({ instance, deployment: id }),
            )}
          >
            {t('entity.menu.whoCan')}
          </MenuItem>
          {codeUrl && (
            <MenuItem href={codeUrl} target="_blank">
              {t('entity.menu.code')}
            </MenuItem>
          )}
          {prefectUrl && (
            <MenuItem href={prefectUrl} target="_blank">
              {t('entity.menu.prefect')}
            </MenuItem>
          )}
          <MenuItem onAction={() => navigator.clipboard.writeText(id)}>
            {t('entity.menu.copyId')}
          </MenuItem>
        </Menu>
      </MenuTrigger>
      {isAsking && (
        <AskDialog
          deployment={deployment}
          right="schedule"
          why={may.schedule.reason}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

function useSetPaused({ instance, id }: Deployment) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const api = useApi(prefectApiRef);
  const toasts = useApi(toastApiRef);
  const client = useQueryClient();
  return useMutation({
    mutationFn: (paused: boolean) =>
      api.setDeploymentPaused({ instance, id, body: { paused } }),
    onSuccess: () => client.invalidateQueries({ queryKey: prefectKeys.lists }),
    onError: error =>
      toasts.post({
        title: t('entity.pauseFailed', { reason: error.message }),
        status: 'danger',
      }),
  });
}
