import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Fragment } from 'react';
import { prefectTranslationRef } from '../translation';
import { EntityLink } from './EntityLink';

/** Who owns it, in links; says so when nobody does. */
export function Owners({ owners }: { owners: readonly string[] }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  if (owners.length === 0) return <>{t('kit.owner.none')}</>;
  return (
    <>
      {owners.map((owner, index) => (
        <Fragment key={owner}>
          {index > 0 && ', '}
          <EntityLink entityRef={owner} />
        </Fragment>
      ))}
    </>
  );
}
