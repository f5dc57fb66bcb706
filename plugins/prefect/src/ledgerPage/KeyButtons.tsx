import type { LedgerState } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { saveFile } from '../kit';
import { prefectTranslationRef } from '../translation';

/** Saves the public keys: the one that signs as `ledger.pub`, older ones beside it. */
export function KeyButtons({ keys }: { keys: LedgerState['keys'] }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    <Flex direction="column" gap="2">
      {keys.map(({ id, publicKey }, index) => {
        const name = index === 0 ? 'ledger.pub' : `ledger-${index + 1}.pub`;
        return (
          <Flex key={id} gap="2" align="center" style={{ flexWrap: 'wrap' }}>
            <Button
              size="small"
              variant="secondary"
              iconStart={<RiDownloadLine aria-hidden />}
              onPress={() => saveFile(name, new Blob([publicKey]))}
            >
              {t('ledgerPage.yourself.saveKey', { name })}
            </Button>
            <code>{t('ledgerPage.yourself.keyId', { id })}</code>
          </Flex>
        );
      })}
    </Flex>
  );
}
