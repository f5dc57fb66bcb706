import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Skeleton } from '@backstage/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { isDenied, isUnknown } from '../api';
import { prefectTranslationRef } from '../translation';
import { EmptyState } from './EmptyState';

const PATIENCE_MS = 150;

type Props<T> = {
  query: UseQueryResult<T>;
  /** What it is, for "Could not load …". */
  what: string;
  /** Height of what is awaited, px, so that nothing jumps. */
  height?: number;
  children: (data: T) => ReactNode;
};

/** Loading, unknown, denied, failed and there: the states of whatever is fetched. */
export function QueryState<T>({
  query,
  what,
  height = 120,
  children,
}: Props<T>) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { data, error } = query;
  if (error && isUnknown(error)) {
    return <EmptyState title={t('kit.unknown')} />;
  }
  if (error && isDenied(error)) {
    return <EmptyState title={t('kit.denied')} description={error.message} />;
  }
  if (data !== undefined) {
    return (
      <>
        {error && <Failed query={query} what={what} />}
        {children(data)}
      </>
    );
  }
  return error ? (
    <Failed query={query} what={what} />
  ) : (
    <Loading height={height} label={t('kit.loading')} />
  );
}

function Failed<T>({ query, what }: Pick<Props<T>, 'query' | 'what'>) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={t('kit.error.title', { what })}
      description={query.error?.message}
      customActions={
        <Button
          size="small"
          variant="secondary"
          isPending={query.isFetching}
          onPress={() => query.refetch()}
        >
          {t('kit.error.retry')}
        </Button>
      }
    />
  );
}

/** Nothing for a moment, so that what is fast does not flicker; then the final height. */
function Loading({ height, label }: { height: number; label: string }) {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div
      role="status"
      aria-label={label}
      aria-busy
      style={{ minHeight: height }}
    >
      {isSlow && <Skeleton height={height} width="100%" />}
    </div>
  );
}
