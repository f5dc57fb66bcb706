import type {
  ScheduleDetail,
  ScheduledDeployment,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { RiLockLine, RiMore2Line } from '@remixicon/react';
import { useState } from 'react';
import { AskDialog } from '../../ask';
import { describeSchedule } from '../../kit';
import { usePrefectPaths } from '../../routes';
import { prefectTranslationRef } from '../../translation';
import { EditDialog } from './EditDialog';
import { PauseDialog } from './PauseDialog';

type Props = { deployment: ScheduledDeployment; schedule: ScheduleDetail };

/** What is asked about in a dialog. */
type Change = 'edit' | 'one' | 'all';

/** What can be done with a schedule. What one may not do stays, locked, and tells why. */
export function ScheduleMenu({ deployment, schedule }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const paths = usePrefectPaths();
  const [asking, setAsking] = useState<Change | 'right'>();
  const { instance, id, title, codeUrl, paused, may } = deployment;
  const actions: { key: Change; label: string }[] = [
    { key: 'edit', label: t('schedulesPage.menu.edit') },
    {
      key: 'one',
      label: t(`schedulesPage.menu.${schedule.active ? 'pause' : 'resume'}`),
    },
    ...(paused || deployment.schedules.length > 1
      ? [
          {
            key: 'all' as const,
            label: t(`schedulesPage.menu.${paused ? 'resumeAll' : 'pauseAll'}`),
          },
        ]
      : []),
  ];
  const close = () => setAsking(undefined);
  return (
    <>
      <MenuTrigger>
        <ButtonIcon
          icon={<RiMore2Line />}
          size="small"
          variant="tertiary"
          aria-label={t('schedulesPage.menu.label', {
            schedule: describeSchedule(schedule),
            title,
          })}
        />
        <Menu>
          {actions.map(({ key, label }) =>
            may.schedule.allowed ? (
              <MenuItem key={key} onAction={() => setAsking(key)}>
                {label}
              </MenuItem>
            ) : (
              <MenuItem
                key={key}
                iconStart={<RiLockLine aria-hidden />}
                onAction={() => setAsking('right')}
              >
                {t('kit.locked', { action: label })}
              </MenuItem>
            ),
          )}
          <MenuItem
            href={paths.runs(new URLSearchParams({ instance, deployment: id }))}
          >
            {t('schedulesPage.menu.runs')}
          </MenuItem>
          {codeUrl && (
            <MenuItem href={codeUrl} target="_blank">
              {t('schedulesPage.menu.code')}
            </MenuItem>
          )}
        </Menu>
      </MenuTrigger>
      {asking === 'edit' && (
        <EditDialog
          deployment={deployment}
          schedule={schedule}
          onClose={close}
        />
      )}
      {asking === 'right' && (
        <AskDialog
          deployment={deployment}
          right="schedule"
          why={may.schedule.reason}
          onClose={close}
        />
      )}
      {(asking === 'one' || asking === 'all') && (
        <PauseDialog
          deployment={deployment}
          schedule={asking === 'one' ? schedule : undefined}
          onClose={close}
        />
      )}
    </>
  );
}
