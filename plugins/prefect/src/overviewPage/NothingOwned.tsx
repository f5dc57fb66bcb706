import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { NoDeployments } from '../deploymentsPage/NoDeployments';
import { MY_TEAMS, nameOfEntity, NOBODY } from '../filters';
import { EmptyState } from '../kit';
import { prefectTranslationRef } from '../translation';
import { EVERYTHING, type Scope } from './useScope';

/** Nothing belongs to this scope: a wider one, or how to make the first deployment. */
export function NothingOwned({ scope }: { scope: Scope }) {
  const title = useTitle(scope);
  const { t } = useTranslationRef(prefectTranslationRef);
  if (scope.value === EVERYTHING) return <NoDeployments />;
  return (
    <EmptyState title={title} description={t('overviewPage.empty.description')}>
      <Button variant="secondary" onPress={() => scope.choose(EVERYTHING)}>
        {t('overviewPage.empty.everything')}
      </Button>
    </EmptyState>
  );
}

function useTitle({ value = '' }: Scope): string {
  const { t } = useTranslationRef(prefectTranslationRef);
  switch (value) {
    case MY_TEAMS:
      return t('overviewPage.empty.mine');
    case NOBODY:
      return t('overviewPage.empty.nobody');
    default:
      return t('overviewPage.empty.owner', { owner: nameOfEntity(value) });
  }
}
