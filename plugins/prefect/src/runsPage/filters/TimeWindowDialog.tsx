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
import { useState } from 'react';
import { LocalTimeField, surface } from '../../kit';
import { prefectTranslationRef } from '../../translation';
import { between, type TimeWindow } from '../timeWindow';

/** What is narrowed to the window, and the button that does it. */
export type WindowTexts = {
  readonly title: string;
  readonly confirm: string;
};

type Props = {
  texts?: WindowTexts;
  /** What the fields start with. */
  since: string | undefined;
  until: string | undefined;
  onClose(): void;
  onConfirm(window: TimeWindow): void;
};

/** Asks from when to when; one end may stay open. */
export function TimeWindowDialog({
  texts,
  onClose,
  onConfirm,
  ...initial
}: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [since, setSince] = useState(initial.since);
  const [until, setUntil] = useState(initial.until);
  const window = between(since, until);
  const isTurned =
    since !== undefined && until !== undefined && window.kind === 'any';
  return (
    <Dialog
      className={surface}
      isOpen
      width={440}
      onOpenChange={isOpen => isOpen || onClose()}
    >
      <DialogHeader>{texts?.title ?? t('runsPage.time.title')}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          <LocalTimeField
            label={t('runsPage.time.since')}
            value={since}
            onChange={setSince}
          />
          <LocalTimeField
            label={t('runsPage.time.until')}
            value={until}
            onChange={setUntil}
          />
          <Text as="p" role="status" color="secondary" style={{ margin: 0 }}>
            {isTurned
              ? t('runsPage.time.turned')
              : t('runsPage.time.zone', {
                  zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
                })}
          </Text>
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('runsPage.time.close')}
        </Button>
        <Button
          variant="primary"
          isDisabled={isTurned}
          onPress={() => {
            onClose();
            onConfirm(window);
          }}
        >
          {texts?.confirm ?? t('runsPage.time.confirm')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
