import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useNow } from '../../kit';
import { prefectTranslationRef } from '../../translation';
import { formatSpan } from '../formatSpan';
import type { Stack } from './stackBuckets';

/** Names a stretch of time with its runs: `21:30 – 22:00: 3 completed, 1 failed`. */
export function useStackName(): (stack: Stack) => string {
  const { t } = useTranslationRef(prefectTranslationRef);
  const now = useNow(60);
  return stack => {
    const counts = stack.parts.map(({ tone, count }) =>
      t(`runsPage.history.count.${tone}`, {
        number: new Intl.NumberFormat().format(count),
      }),
    );
    return t('runsPage.history.bar', {
      time: formatSpan(stack, now),
      counts: counts.join(', ') || t('runsPage.history.none'),
    });
  };
}
