import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Fragment } from 'react';
import { EntityLink } from '../../kit';
import { prefectTranslationRef } from '../../translation';

/** People in links; says so when there is nobody. */
export function People({ refs }: { refs: readonly string[] }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  if (refs.length === 0) return <>{t('accessPage.nobodyElse')}</>;
  return (
    <>
      {refs.map((ref, index) => (
        <Fragment key={ref}>
          {index > 0 && ', '}
          <EntityLink entityRef={ref} />
        </Fragment>
      ))}
    </>
  );
}
