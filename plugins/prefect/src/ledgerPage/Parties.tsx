import type { LedgerItem } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityLink } from '../kit';
import { prefectTranslationRef } from '../translation';
import { nameOfParty } from './words';

type Who = NonNullable<LedgerItem['principal']>;

/** A party, with its page where it is a person of the catalog. */
export function Party({ party }: { party: Who }) {
  return party.kind === 'user' ? (
    <EntityLink entityRef={party.ref} title={nameOfParty(party)} />
  ) : (
    <bdi>{nameOfParty(party)}</bdi>
  );
}

/** Who did it, and on whose behalf. */
export function Parties({
  item: { principal, onBehalfOf },
}: {
  item: Pick<LedgerItem, 'principal' | 'onBehalfOf'>;
}) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    <>
      {principal ? <Party party={principal} /> : t('ledgerPage.itself')}
      {onBehalfOf && (
        <>
          {' '}
          (
          <bdi>
            {t('ledgerPage.onBehalfOf', { who: nameOfParty(onBehalfOf) })}
          </bdi>
          )
        </>
      )}
    </>
  );
}
