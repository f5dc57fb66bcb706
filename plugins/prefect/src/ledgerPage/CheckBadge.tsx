import type { LedgerState } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import {
  RiErrorWarningLine,
  type RemixiconComponentType,
  RiShieldCheckLine,
  RiTimeLine,
} from '@remixicon/react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ledgerStateQuery, prefectApiRef } from '../api';
import { Badge, formatFull, QueryState, Time, type Tone } from '../kit';
import { prefectTranslationRef } from '../translation';
import { CheckDialog } from './CheckDialog';

const LOOKS: Record<
  LedgerState['state'],
  { readonly tone: Tone; readonly Icon: RemixiconComponentType }
> = {
  checked: { tone: 'success', Icon: RiShieldCheckLine },
  broken: { tone: 'danger', Icon: RiErrorWarningLine },
  overdue: { tone: 'warning', Icon: RiTimeLine },
  unchecked: { tone: 'neutral', Icon: RiTimeLine },
};

/** Whether the whole ledger verified when the portal last tried, and how to try oneself. */
export function CheckBadge() {
  const { t } = useTranslationRef(prefectTranslationRef);
  const query = useQuery(ledgerStateQuery(useApi(prefectApiRef)));
  return (
    <QueryState query={query} what={t('ledgerPage.stateWhat')} height={32}>
      {state => <Known state={state} />}
    </QueryState>
  );
}

function Known({ state }: { state: LedgerState }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [isAsking, setAsking] = useState(false);
  const name =
    state.isChecking && state.state === 'unchecked' ? 'checking' : state.state;
  return (
    <Flex gap="2" align="center" style={{ flexWrap: 'wrap' }}>
      <Badge {...LOOKS[state.state]}>
        {t(`ledgerPage.badge.${name}`)}{' '}
        {state.checkedAt && <Time value={state.checkedAt} show="relative" />}
      </Badge>
      <Text as="span">
        <Sentence state={state} />
      </Text>
      <Button size="small" variant="tertiary" onPress={() => setAsking(true)}>
        {t('ledgerPage.badge.yourself')}
      </Button>
      {isAsking && (
        <CheckDialog keys={state.keys} onClose={() => setAsking(false)} />
      )}
    </Flex>
  );
}

function Sentence({ state }: { state: LedgerState }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { broken, since } = state;
  if (broken) return <BrokenSentence broken={broken} />;
  const count = state.entries ?? 0;
  const entries = new Intl.NumberFormat().format(count);
  const sentence = () => {
    switch (state.state) {
      case 'checked':
        return t('ledgerPage.badge.checkedSentence', { count, entries });
      case 'overdue':
        return t('ledgerPage.badge.overdueSentence', { count, entries });
      default:
        return t('ledgerPage.badge.uncheckedSentence');
    }
  };
  return (
    <>
      {sentence()}{' '}
      {since && t('ledgerPage.badge.since', { time: formatMoment(since) })}
    </>
  );
}

function BrokenSentence({
  broken,
}: {
  broken: NonNullable<LedgerState['broken']>;
}) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { entry, message, goodBefore, goodFrom } = broken;
  return (
    <bdi>
      {[
        entry === null
          ? t('ledgerPage.badge.brokenSomewhere', { message })
          : t('ledgerPage.badge.brokenAt', { entry, message }),
        ...(goodBefore
          ? [
              t('ledgerPage.badge.goodBefore', {
                time: formatMoment(goodBefore),
              }),
            ]
          : []),
        ...(goodFrom
          ? [t('ledgerPage.badge.goodFrom', { time: formatMoment(goodFrom) })]
          : []),
      ].join(' ')}
    </bdi>
  );
}

function formatMoment(time: string): string {
  return formatFull(new Date(time), undefined);
}
