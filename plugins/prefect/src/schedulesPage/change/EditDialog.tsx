import type {
  ScheduleDetail,
  ScheduledDeployment,
  ScheduleTiming,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
} from '@backstage/ui';
import { useState } from 'react';
import { useNow } from '../../kit';
import { prefectTranslationRef } from '../../translation';
import { ChangeFailed } from './ChangeFailed';
import { Preview } from './Preview';
import { TimingFields } from './TimingFields';
import { toForm, toTiming } from './timingForm';
import { useScheduleChange } from './useScheduleChange';

type Props = {
  deployment: ScheduledDeployment;
  schedule: ScheduleDetail;
  onClose(): void;
};

/** Changes when a schedule fires, and shows when that would be before it is saved. */
export function EditDialog({ deployment, schedule, onClose }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const change = useScheduleChange(deployment);
  const [form, setForm] = useState(() => toForm(schedule));
  const [openedAt] = useState(useNow());
  const timing = toTiming(form, timingOf(schedule), openedAt);
  const { title, environment } = deployment;
  const save = () =>
    change.mutate(
      { act: 'edit', schedule: schedule.id, timing },
      { onSuccess: onClose },
    );
  return (
    <Dialog isOpen width={560} onOpenChange={isOpen => isOpen || onClose()}>
      <DialogHeader>
        {t('schedulesPage.change.editTitle', { title })}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <Alert
            status="warning"
            icon
            title={t('schedulesPage.change.reset')}
          />
          <TimingFields
            form={form}
            onChange={part => setForm({ ...form, ...part })}
          />
          <Preview timing={timing} />
          <ChangeFailed error={change.error} />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('schedulesPage.change.close')}
        </Button>
        <Button variant="primary" isPending={change.isPending} onPress={save}>
          {t('schedulesPage.change.save', { environment })}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

/** The portal API refuses more than it names. */
function timingOf({
  kind,
  expression,
  timezone,
  anchor,
  dayOr,
}: ScheduleDetail): ScheduleTiming {
  return { kind, expression, timezone, anchor, dayOr };
}
