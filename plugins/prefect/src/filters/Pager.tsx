import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { prefectTranslationRef } from '../translation';
import type { Pages } from './usePages';

/** The portal API counts no further. */
const MOST_COUNTED = 10_000;

type Props = {
  pages: Pages;
  /** Rows of a full page. */
  size: number;
  page: {
    readonly items: readonly unknown[];
    /** Left out where it is not known how many there are. */
    readonly totalCount?: number;
    readonly nextCursor: string | null;
  };
};

/** Which part of a list is shown, and buttons to the others. */
export function Pager({ pages, size, page }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { nextCursor } = page;
  const { index, toFirst, toPrevious, toNext } = pages;
  const where = useWhere(page, { index, size });
  return (
    <Flex
      align="center"
      justify="end"
      gap="3"
      role="navigation"
      aria-label={t('filters.pages.label')}
      style={{ flexWrap: 'wrap' }}
    >
      <Text as="p" style={{ margin: 0 }}>
        {where}
      </Text>
      {(toFirst || nextCursor) && (
        <>
          {toFirst && !toPrevious && (
            <Step label={t('filters.pages.first')} onPress={toFirst} />
          )}
          <Step label={t('filters.pages.previous')} onPress={toPrevious} />
          <Step
            label={t('filters.pages.next')}
            onPress={nextCursor ? () => toNext(nextCursor) : undefined}
          />
        </>
      )}
    </Flex>
  );
}

/** Which rows are shown, and of how many, as far as that is known. */
function useWhere(
  { items, totalCount }: Props['page'],
  { index, size }: { index: number | undefined; size: number },
): string {
  const { t } = useTranslationRef(prefectTranslationRef);
  const isKnown = index !== undefined && items.length > 0;
  const first = (index ?? 0) * size + 1;
  const range = {
    first: formatCount(first),
    last: formatCount(first + items.length - 1),
  };
  if (totalCount === undefined) {
    return isKnown ? t('filters.pages.rangeOnly', range) : '';
  }
  const total =
    totalCount > MOST_COUNTED
      ? t('filters.pages.many', { most: formatCount(MOST_COUNTED) })
      : formatCount(totalCount);
  return isKnown
    ? t('filters.pages.range', { ...range, total })
    : t('filters.pages.total', { total });
}

/** At the end it stays where it is, so that who pressed it does not lose the focus. */
function Step({ label, onPress }: { label: string; onPress?(): void }) {
  return (
    <Button
      size="small"
      variant="secondary"
      aria-disabled={onPress === undefined}
      onPress={onPress}
    >
      {label}
    </Button>
  );
}

function formatCount(count: number): string {
  return new Intl.NumberFormat().format(count);
}
