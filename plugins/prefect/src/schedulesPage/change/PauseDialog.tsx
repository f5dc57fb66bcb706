import type {
  ScheduleDetail,
  ScheduledDeployment,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import { describeSchedule } from '../../kit';
import { prefectTranslationRef } from '../../translation';
import { ChangeFailed } from './ChangeFailed';
import { useScheduleChange } from './useScheduleChange';

type Props = {
  deployment: ScheduledDeployment;
  /** All of the deployment's when absent. */
  schedule: ScheduleDetail | undefined;
  onClose(): void;
};

/** Asks before a schedule stops, or begins again, to make runs. */
export function PauseDialog({ deployment, schedule, onClose }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const change = useScheduleChange(deployment);
  const { title, environment, paused } = deployment;
  const act = (schedule ? schedule.active : !paused) ? 'pause' : 'resume';
  const header = schedule
    ? t(`schedulesPage.change.${act}Title`, {
        schedule: describeSchedule(schedule),
      })
    : t(`schedulesPage.change.${act}AllTitle`, { title });
  const confirm = () =>
    change.mutate({ act, schedule: schedule?.id }, { onSuccess: onClose });
  return (
    <Dialog isOpen width={480} onOpenChange={isOpen => isOpen || onClose()}>
      <DialogHeader>{header}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          <Text as="p" style={{ margin: 0 }}>
            {t(`schedulesPage.change.${act}Text`, { title, environment })}
          </Text>
          {schedule && paused && (
            <Text as="p" style={{ margin: 0 }}>
              {t('schedulesPage.change.stillPaused')}
            </Text>
          )}
          {schedule && (
            <Text as="p" style={{ margin: 0 }}>
              {t('schedulesPage.change.reset')}
            </Text>
          )}
          <ChangeFailed error={change.error} />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('schedulesPage.change.close')}
        </Button>
        <Button
          variant="primary"
          isPending={change.isPending}
          onPress={confirm}
        >
          {t(`schedulesPage.change.${act}`, { environment })}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
