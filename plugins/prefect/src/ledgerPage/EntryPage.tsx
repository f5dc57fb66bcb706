import type { LedgerEntryDetail } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useParams } from 'react-router-dom';
import { ledgerEntryQuery, prefectApiRef, PrefectQueryProvider } from '../api';
import { PageBody, QueryState } from '../kit';
import { Parameters } from '../runPage/Parameters';
import { usePrefectPaths } from '../routes';
import { prefectTranslationRef } from '../translation';
import { EntryFacts } from './EntryFacts';
import { Proof } from './Proof';
import { RawEntry } from './RawEntry';
import { Steps } from './Steps';
import { useDidText } from './words';
import styles from './EntryPage.module.css';

/** One entry: what was asked, decided and recorded, how it ended, and the proof of it. */
export function EntryPage() {
  const { id = '' } = useParams();
  return (
    <PrefectQueryProvider>
      <PageBody>
        <Content key={id} id={id} />
      </PageBody>
    </PrefectQueryProvider>
  );
}

function Content({ id }: { id: string }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const paths = usePrefectPaths();
  const query = useQuery(ledgerEntryQuery(useApi(prefectApiRef), id));
  return (
    <>
      <Link href={paths.ledger()}>{t('ledgerPage.entry.back')}</Link>
      <QueryState query={query} what={t('ledgerPage.entryWhat')} height={480}>
        {detail => <Entry detail={detail} />}
      </QueryState>
      <Text as="p" color="secondary" style={{ margin: 0 }}>
        {t('ledgerPage.recorded')}
      </Text>
    </>
  );
}

function Entry({ detail }: { detail: LedgerEntryDetail }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const didText = useDidText();
  const { item, entry, ended } = detail;
  return (
    <Flex direction="column" gap="5">
      <Text as="h2" variant="title-small" className={styles.title}>
        <bdi>{didText(item)}</bdi>
      </Text>
      <EntryFacts detail={detail} />
      <Section title={t('ledgerPage.entry.steps')}>
        <Steps item={item} />
      </Section>
      {isObject(entry.parameters) && (
        <Section title={t('ledgerPage.entry.parameters')}>
          <Parameters parameters={entry.parameters} />
        </Section>
      )}
      {isObject(entry.meta) && (
        <Section title={t('ledgerPage.entry.more')}>
          <Parameters
            label={t('ledgerPage.entry.more')}
            parameters={entry.meta}
          />
        </Section>
      )}
      <Section title={t('ledgerPage.entry.proof.title')}>
        <Proof id={item.id} />
      </Section>
      <RawEntry title={t('ledgerPage.entry.raw')} entry={entry} />
      {ended && <RawEntry title={t('ledgerPage.entry.rawEnd')} entry={ended} />}
    </Flex>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Flex direction="column" gap="2">
      <Text as="h3" variant="title-x-small" style={{ margin: 0 }}>
        {title}
      </Text>
      {children}
    </Flex>
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
