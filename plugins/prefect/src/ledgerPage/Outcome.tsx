import type { LedgerItem } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import {
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  type RemixiconComponentType,
  RiLoader4Line,
  RiQuestionLine,
} from '@remixicon/react';
import { Badge, type Tone } from '../kit';
import { prefectTranslationRef } from '../translation';

type Status = NonNullable<LedgerItem['outcome']>['status'] | 'underWay';

const LOOKS: Record<
  Status,
  { readonly tone: Tone; readonly Icon: RemixiconComponentType }
> = {
  succeeded: { tone: 'success', Icon: RiCheckboxCircleLine },
  refused: { tone: 'danger', Icon: RiCloseCircleLine },
  failed: { tone: 'danger', Icon: RiCloseCircleLine },
  unknown: { tone: 'warning', Icon: RiQuestionLine },
  underWay: { tone: 'info', Icon: RiLoader4Line },
};

/** How it ended; a dash for what has no end. */
export function Outcome({
  item: { kind, outcome },
}: {
  item: Pick<LedgerItem, 'kind' | 'outcome'>;
}) {
  const { t } = useTranslationRef(prefectTranslationRef);
  if (!outcome && kind !== 'intent') return <>–</>;
  const status = outcome?.status ?? 'underWay';
  return (
    <Flex gap="2" align="center" style={{ flexWrap: 'wrap' }}>
      <Badge {...LOOKS[status]}>{t(`ledgerPage.outcome.${status}`)}</Badge>
      {outcome?.code && <code>{outcome.code}</code>}
    </Flex>
  );
}
