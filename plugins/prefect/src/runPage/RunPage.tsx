import type { RunDetail } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router-dom';
import { prefectApiRef, PrefectQueryProvider, runQuery } from '../api';
import { Banners, PageBody, QueryState } from '../kit';
import { prefectTranslationRef } from '../translation';
import { InputBanner } from './InputBanner';
import { RunBanner } from './RunBanner';
import { RunHeader } from './RunHeader';
import { RunTabs } from './RunTabs';
import { StateLine } from './StateLine';

/** One run: what happened, why, and who started it. */
export function RunPage() {
  const { instance = '', id = '' } = useParams();
  return (
    <PrefectQueryProvider>
      <PageBody>
        <Banners instance={instance} />
        <Content key={`${instance}:${id}`} instance={instance} id={id} />
      </PageBody>
    </PrefectQueryProvider>
  );
}

function Content(key: { instance: string; id: string }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const query = useQuery(runQuery(useApi(prefectApiRef), key));
  return (
    <QueryState query={query} what={t('runPage.what')} height={480}>
      {run => <Page run={run} />}
    </QueryState>
  );
}

function Page({ run }: { run: RunDetail }) {
  return (
    <>
      <RunHeader run={run} />
      {run.state.type === 'PAUSED' && <InputBanner run={run} />}
      <RunBanner run={run} />
      <StateLine run={run} />
      <RunTabs run={run} />
    </>
  );
}
