import type { LedgerEntryProof } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ledgerProofQuery, ledgerStateQuery, prefectApiRef } from '../api';
import { formatFull, QueryState, saveFile } from '../kit';
import { prefectTranslationRef } from '../translation';
import { Command } from './Command';
import { KeyButtons } from './KeyButtons';

/** That the entry is in the ledger, for who does not trust this portal. */
export function Proof({ id }: { id: string }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [isWanted, setWanted] = useState(false);
  return (
    <Flex direction="column" gap="2" align="start">
      <Text as="p" style={{ margin: 0 }}>
        {t('ledgerPage.entry.proof.description')}
      </Text>
      {isWanted ? (
        <Known id={id} />
      ) : (
        <Button
          size="small"
          variant="secondary"
          onPress={() => setWanted(true)}
        >
          {t('ledgerPage.entry.proof.button')}
        </Button>
      )}
    </Flex>
  );
}

function Known({ id }: { id: string }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const api = useApi(prefectApiRef);
  const query = useQuery(ledgerProofQuery(api, id));
  const keys = useQuery(ledgerStateQuery(api)).data?.keys ?? [];
  const file = `proof-${id}.json`;
  return (
    <QueryState query={query} what={t('ledgerPage.entry.proof.what')}>
      {proof => (
        <Flex direction="column" gap="2" align="start">
          <Sealed proof={proof} />
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiDownloadLine aria-hidden />}
            onPress={() =>
              saveFile(file, new Blob([JSON.stringify(proof, null, 2)]))
            }
          >
            {t('ledgerPage.entry.proof.save')}
          </Button>
          <KeyButtons keys={keys} />
          <Text as="p" style={{ margin: 0 }}>
            {t('ledgerPage.entry.proof.command')}
          </Text>
          <Command
            text={`npx backstage-prefect ledger proof ${file} --key ledger.pub`}
          />
        </Flex>
      )}
    </QueryState>
  );
}

function Sealed({ proof: { checkpoint } }: { proof: LedgerEntryProof }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { number, writer, at, key } = checkpoint;
  return (
    <Text as="p" style={{ margin: 0, overflowWrap: 'anywhere' }}>
      {t('ledgerPage.entry.proof.sealed', {
        number: String(number),
        writer: String(writer),
        time: formatFull(new Date(String(at)), undefined),
        key: String(key),
      })}
    </Text>
  );
}
