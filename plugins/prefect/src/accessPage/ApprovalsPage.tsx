import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useState } from 'react';
import { PrefectQueryProvider } from '../api';
import { createUrlFilter, Results, text, useUrlFilter } from '../filters';
import { Banners, EmptyState, PageBody } from '../kit';
import { prefectTranslationRef } from '../translation';
import { AccessViews } from './AccessViews';
import { ApprovalList } from './approvals/ApprovalList';
import styles from './ApprovalsPage.module.css';
import { ActsOutcome } from './grants/ActsOutcome';
import { GrantById } from './grants/GrantById';
import { type GrantActs, useGrantActs } from './grants/useGrantActs';
import { useApprovals } from './useApprovals';

/** Which of them is looked at. */
const approvalsFilter = createUrlFilter({ grant: text });

/** What others ask for and the reader may give, and what they took without being asked. */
export function ApprovalsPage() {
  return (
    <PrefectQueryProvider>
      <PageBody>
        <AccessViews current="approvals" />
        <Banners />
        <Content />
      </PageBody>
    </PrefectQueryProvider>
  );
}

function Content() {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [{ grant: chosen }] = useUrlFilter(approvalsFilter);
  const query = useApprovals();
  const [acts, actedOn] = useRememberedActs();
  return (
    <Results query={query} what={t('accessPage.approvals.what')} height={320}>
      {({ items }) => {
        // What was just decided leaves the list and stays beside it.
        const shown = chosen || actedOn || items[0]?.id;
        return (
          <div className={styles.sides}>
            {items.length === 0 ? (
              <EmptyState
                title={t('accessPage.approvals.empty.title')}
                description={t('accessPage.approvals.empty.description')}
              />
            ) : (
              <ApprovalList grants={items} shown={shown} />
            )}
            {shown && (
              <div>
                <ActsOutcome acts={acts} />
                <GrantById id={shown} acts={acts} />
              </div>
            )}
          </div>
        );
      }}
    </Results>
  );
}

/** What is done here, and with which grant something was done last. */
function useRememberedActs(): [GrantActs, string | undefined] {
  const acts = useGrantActs();
  const [id, setId] = useState<string>();
  return [
    {
      ...acts,
      act: doing => {
        setId(doing.grant.id);
        acts.act(doing);
      },
    },
    id,
  ];
}
