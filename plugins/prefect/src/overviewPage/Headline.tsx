import type { Overview } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { MY_TEAMS } from '../filters';
import { formatTime, useNow } from '../kit';
import { prefectTranslationRef } from '../translation';
import { MOST_LISTED } from './mostListed';
import type { Scope } from './useScope';

type Props = {
  overview: Overview;
  /** How many ask the reader for something. */
  asks: number;
  scope: Scope;
};

/** The answer to "what needs me?" in a sentence. */
export function Headline(props: Props) {
  return (
    <Text as="h2" variant="title-small" style={{ margin: 0 }}>
      {useHeadline(props)}
    </Text>
  );
}

function useHeadline({
  overview: { attention, upcoming },
  asks,
  scope,
}: Props): string {
  const { t } = useTranslationRef(prefectTranslationRef);
  const now = useNow();
  const who = scope.value === MY_TEAMS ? 'you' : 'somebody';
  const count = attention.length + asks;
  if (attention.length >= MOST_LISTED)
    return t(`overviewPage.headline.${who}.many`, {
      most: String(MOST_LISTED),
    });
  if (count > 0) return t(`overviewPage.headline.${who}.some`, { count });
  const nothing = t(`overviewPage.headline.${who}.nothing`);
  const [next] = upcoming.items;
  if (!next?.expectedStart) return nothing;
  return `${nothing} ${t('overviewPage.headline.next', {
    title: next.deployment?.title ?? next.flowName,
    time: formatTime(new Date(next.expectedStart), now),
  })}`;
}
