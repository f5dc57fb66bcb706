import type { Grant } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
  TextAreaField,
} from '@backstage/ui';
import { useState } from 'react';
import { surface } from '../../kit';
import { prefectTranslationRef } from '../../translation';
import { ActFailed } from './ActsOutcome';
import type { GrantActs, ReasonedAct } from './useGrantActs';
import { useWords } from './useWords';

/** The portal API takes no longer reasons. */
const MOST_REASON = 1_000;

type Props = { grant: Grant; act: ReasonedAct; acts: GrantActs };

/** Asks for the reason of what ends something for somebody, and stays until it is done. */
export function ReasonDialog({ grant, act, acts }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const { what } = useWords(grant);
  const confirm = () => {
    if (reason.trim() === '') setMissing(true);
    else acts.act({ grant, act, reason: reason.trim() });
  };
  return (
    <Dialog
      className={surface}
      isOpen
      width={480}
      onOpenChange={isOpen => isOpen || acts.close()}
    >
      <DialogHeader>{t(`accessPage.dialog.${act}.title`)}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          <Text as="p" weight="bold" style={{ margin: 0 }}>
            <bdi>{what}</bdi>
          </Text>
          <Text as="p" style={{ margin: 0 }}>
            {t(`accessPage.dialog.${act}.text`)}
          </Text>
          <TextAreaField
            label={t('accessPage.dialog.reason')}
            description={t('accessPage.dialog.help')}
            isRequired
            rows={3}
            maxLength={MOST_REASON}
            value={reason}
            isInvalid={isMissing}
            onChange={next => {
              setReason(next);
              setMissing(false);
            }}
          />
          {isMissing && (
            <Text as="p" color="danger" role="alert" style={{ margin: 0 }}>
              {t('accessPage.dialog.missing')}
            </Text>
          )}
          {acts.error && <ActFailed error={acts.error} />}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={acts.close}>
          {t('accessPage.dialog.close')}
        </Button>
        <Button
          variant="primary"
          destructive={act !== 'review'}
          isPending={acts.isPending(grant)}
          onPress={confirm}
        >
          {t(`accessPage.dialog.${act}.confirm`)}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
