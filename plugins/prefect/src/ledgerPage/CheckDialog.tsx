import type { LedgerState } from '@backstage-prefect/backstage-plugin-prefect-common';
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
import { CopyButton, surface } from '../kit';
import { prefectTranslationRef } from '../translation';
import { Command } from './Command';
import { KeyButtons } from './KeyButtons';

const VERIFY =
  'npx backstage-prefect ledger verify ledger.jsonl --key ledger.pub';

/** What it takes to verify the ledger without this portal. */
export function CheckDialog({
  keys,
  onClose,
}: {
  keys: LedgerState['keys'];
  onClose(): void;
}) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    <Dialog
      className={surface}
      isOpen
      width={560}
      onOpenChange={isOpen => isOpen || onClose()}
    >
      <DialogHeader>{t('ledgerPage.yourself.title')}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          <Text as="p" style={{ margin: 0 }}>
            {t('ledgerPage.yourself.description')}
          </Text>
          <Command text={VERIFY} />
          <Text as="p" style={{ margin: 0 }}>
            {t('ledgerPage.yourself.keys')}
          </Text>
          <KeyButtons keys={keys} />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" size="small" onPress={onClose}>
          {t('ledgerPage.yourself.close')}
        </Button>
        <CopyButton text={VERIFY} />
      </DialogFooter>
    </Dialog>
  );
}
