import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useParams } from 'react-router-dom';
import { PrefectQueryProvider } from '../api';
import { Banners, EmptyState, PageBody } from '../kit';
import { prefectTranslationRef } from '../translation';
import { AccessViews } from './AccessViews';
import { ActsOutcome } from './grants/ActsOutcome';
import { GrantById } from './grants/GrantById';
import { useGrantActs } from './grants/useGrantActs';

/** One grant, under an address of its own: what it is, and its story. */
export function GrantPage() {
  return (
    <PrefectQueryProvider>
      <PageBody>
        <AccessViews />
        <Banners />
        <Content />
      </PageBody>
    </PrefectQueryProvider>
  );
}

function Content() {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { id } = useParams();
  const acts = useGrantActs();
  if (!id) return <EmptyState title={t('kit.unknown')} />;
  return (
    <>
      <ActsOutcome acts={acts} />
      <GrantById id={id} acts={acts} />
    </>
  );
}
