import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Flex } from '@backstage/ui';
import { type AccessView, usePrefectPaths } from '../routes';
import { prefectTranslationRef } from '../translation';
import { MOST_APPROVALS, useApprovals } from './useApprovals';

const VIEWS: readonly AccessView[] = ['mine', 'approvals', 'explain'];

/** Ways to look at access, with how much waits for the reader. */
export function AccessViews({ current }: { current?: AccessView }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const paths = usePrefectPaths();
  const waiting = useWaiting();
  return (
    <nav aria-label={t('accessPage.views.label')}>
      <Flex gap="2" style={{ flexWrap: 'wrap' }}>
        {VIEWS.map(view => (
          <ButtonLink
            key={view}
            size="small"
            variant={view === current ? 'secondary' : 'tertiary'}
            href={paths.access(view)}
            aria-current={view === current ? 'page' : undefined}
          >
            {view === 'approvals' && waiting
              ? t('accessPage.views.approvalsWaiting', { total: waiting })
              : t(`accessPage.views.${view}`)}
          </ButtonLink>
        ))}
      </Flex>
    </nav>
  );
}

/** How much waits for the reader; undefined for nothing, or while that is not known. */
function useWaiting(): string | undefined {
  const { data } = useApprovals();
  if (!data || data.items.length === 0) return undefined;
  return data.nextCursor ? `${MOST_APPROVALS}+` : String(data.items.length);
}
