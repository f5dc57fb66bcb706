import type { LedgerItem } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { RiCheckLine, RiForbidLine } from '@remixicon/react';
import { Badge } from '../kit';
import { prefectTranslationRef } from '../translation';

/** Whether it was allowed, and by which policies. */
export function Decided({
  decision,
}: {
  decision: NonNullable<LedgerItem['decision']>;
}) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { allowed } = decision;
  const policies = decision.policies.join(', ');
  const why = () => {
    if (policies === '') return allowed ? '' : t('ledgerPage.decision.none');
    return t(`ledgerPage.decision.${allowed ? 'by' : 'closest'}`, { policies });
  };
  return (
    <Flex gap="2" align="center" style={{ flexWrap: 'wrap' }}>
      <Badge
        tone={allowed ? 'neutral' : 'warning'}
        Icon={allowed ? RiCheckLine : RiForbidLine}
      >
        {t(`ledgerPage.decision.${allowed ? 'allowed' : 'denied'}`)}
      </Badge>
      <Text as="span" variant="body-small">
        <bdi>{why()}</bdi>
      </Text>
    </Flex>
  );
}
