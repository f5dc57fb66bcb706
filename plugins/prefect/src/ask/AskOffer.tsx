import type {
  AccessOffer,
  AskedRight,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { useQuery } from '@tanstack/react-query';
import { accessOfferQuery, prefectApiRef } from '../api';
import { QueryState } from '../kit';
import { prefectTranslationRef } from '../translation';
import type { AskedDeployment } from './AskedDeployment';
import { useNames } from './useNames';
import { hasWay, waysOf, type Ways } from './waysOf';

type Props = {
  deployment: AskedDeployment;
  right: AskedRight;
  /** Called with the ways in which it can be had. */
  onAsk(ways: Ways): void;
};

/** Below the reason why not: the way to ask for it, or why it cannot be asked for. */
export function AskOffer({ deployment, right, onAsk }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const api = useApi(prefectApiRef);
  const query = useQuery(accessOfferQuery(api, { ...deployment, right }));
  return (
    <QueryState query={query} what={t('ask.what')} height={32}>
      {offer => {
        const ways = waysOf(offer);
        return hasWay(ways) ? (
          <Flex>
            <Button size="small" variant="primary" onPress={() => onAsk(ways)}>
              {t('ask.ask')}
            </Button>
          </Flex>
        ) : (
          <WhyNotAsk offer={offer} />
        );
      }}
    </QueryState>
  );
}

/** Why a right cannot be asked for. */
export function WhyNotAsk({ offer }: { offer: AccessOffer }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const names = useNames(offer.approvers);
  const { terms, approvers, request } = offer;
  return (
    <Text as="p" style={{ margin: 0 }}>
      {terms === null && request.reason}
      {terms !== null && approvers.length === 0 && t('ask.tooFew.none')}
      {terms !== null &&
        approvers.length > 0 &&
        t('ask.tooFew.some', { needed: String(terms.approvals), names })}
    </Text>
  );
}
