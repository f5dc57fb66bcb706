import type { RunDetail } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import { useState } from 'react';
import { LocalTimeField } from '../../kit';
import { prefectTranslationRef } from '../../translation';

type Props = {
  run: RunDetail;
  onClose(): void;
  onConfirm(scheduledTime: string): void;
};

/** Asks for a run's new time, in the reader's zone. */
export function RescheduleDialog({ run, onClose, onConfirm }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [time, setTime] = useState<string | undefined>(
    run.expectedStart ?? undefined,
  );
  return (
    <Dialog isOpen width={440} onOpenChange={isOpen => isOpen || onClose()}>
      <DialogHeader>
        {t('runPage.rescheduleDialog.title', { name: run.name })}
      </DialogHeader>
      <DialogBody>
        <LocalTimeField value={time} onChange={setTime} />
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('runPage.rescheduleDialog.close')}
        </Button>
        <Button
          variant="primary"
          isDisabled={time === undefined}
          onPress={() => {
            if (time === undefined) return;
            onClose();
            onConfirm(time);
          }}
        >
          {t('runPage.rescheduleDialog.confirm')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
