import type { LedgerEntryPage } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { ledgerQuery, prefectApiRef, PrefectQueryProvider } from '../api';
import { Pager, Results, usePages, useUrlFilter } from '../filters';
import { EmptyState, PageBody } from '../kit';
import { prefectTranslationRef } from '../translation';
import { CheckBadge } from './CheckBadge';
import { EntriesTable } from './EntriesTable';
import { ExportMenu } from './ExportMenu';
import { ledgerFilter, type LedgerFilter } from './ledgerFilter';
import { LedgerFilters } from './LedgerFilters';
import { ledgerRequest, PAGE_SIZE } from './ledgerRequest';

/** Who did what, by which decision, and how it ended; and whether the record can be trusted. */
export function LedgerPage() {
  return (
    <PrefectQueryProvider>
      <PageBody>
        <Content />
      </PageBody>
    </PrefectQueryProvider>
  );
}

function Content() {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [filter, change] = useUrlFilter(ledgerFilter);
  const request = useRequest(filter);
  const pages = usePages();
  const query = useQuery(
    ledgerQuery(useApi(prefectApiRef), {
      ...request,
      cursor: pages.cursor,
      limit: PAGE_SIZE,
    }),
  );
  const filters = useRef<HTMLDivElement>(null);
  const isNarrowed = ledgerFilter.write(filter).size > 0;
  const clear = () => {
    change(ledgerFilter.none);
    // The button that was pressed goes with the filters; the focus stays near it.
    filters.current?.querySelector('input')?.focus();
  };
  return (
    <>
      <Flex
        justify="between"
        align="start"
        gap="4"
        style={{ flexWrap: 'wrap' }}
      >
        <CheckBadge />
        <Flex gap="2">
          <Button
            size="small"
            variant="tertiary"
            iconStart={<RiRefreshLine aria-hidden />}
            isPending={query.isRefetching}
            onPress={() => query.refetch()}
          >
            {t('ledgerPage.refresh')}
          </Button>
          <ExportMenu request={request} audits={query.data?.audits} />
        </Flex>
      </Flex>
      <div ref={filters}>
        <LedgerFilters
          filter={filter}
          onChange={change}
          onClear={isNarrowed ? clear : undefined}
        />
      </div>
      <Results query={query} what={t('ledgerPage.what')} height={480}>
        {page =>
          page.items.length > 0 ? (
            <>
              <EntriesTable items={page.items} />
              <Pager pages={pages} size={PAGE_SIZE} page={page} />
              <Sentence page={page} />
            </>
          ) : (
            <Nothing page={page} onClear={isNarrowed ? clear : undefined} />
          )
        }
      </Results>
      <Text as="p" color="secondary" style={{ margin: 0 }}>
        {t('ledgerPage.recorded')}
      </Text>
    </>
  );
}

/** Made anew only when the filter is: a window that follows the clock would read all the time. */
function useRequest(filter: LedgerFilter) {
  return useMemo(() => ledgerRequest(filter, new Date()), [filter]);
}

/** Why this is not all of the ledger. */
function Sentence({ page }: { page: LedgerEntryPage }) {
  return page.sentence ? (
    <Text as="p" color="secondary" style={{ margin: 0 }}>
      {page.sentence}
    </Text>
  ) : null;
}

function Nothing({
  page,
  onClear,
}: {
  page: LedgerEntryPage;
  onClear?(): void;
}) {
  const { t } = useTranslationRef(prefectTranslationRef);
  if (page.audits === 'nothing') {
    return (
      <EmptyState
        title={t('ledgerPage.nothing.title')}
        description={page.sentence}
      />
    );
  }
  if (!onClear) {
    return (
      <>
        <EmptyState
          title={t('ledgerPage.empty.title')}
          description={t('ledgerPage.empty.description')}
        />
        <Sentence page={page} />
      </>
    );
  }
  return (
    <EmptyState title={t('ledgerPage.noMatch')} description={page.sentence}>
      <Button variant="secondary" onPress={onClear}>
        {t('kit.clearFilters')}
      </Button>
    </EmptyState>
  );
}
