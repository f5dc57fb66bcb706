import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { UrlFilter } from './urlFilter';

/**
 * Changes some of the filters and starts at the first page of the list: what is not a
 * filter drops out of the URL. `replace` leaves no step for "back", for what is still being
 * typed.
 */
export type ChangeFilter<F> = (
  change: Partial<F>,
  history?: 'push' | 'replace',
) => void;

/** The filters in the URL, and how to change them. */
export function useUrlFilter<F extends object>({
  read,
  write,
}: UrlFilter<F>): readonly [F, ChangeFilter<F>] {
  const [search, setSearch] = useSearchParams();
  const filter = useMemo(() => read(search), [read, search]);
  const change: ChangeFilter<F> = useCallback(
    (part, history = 'push') => {
      const next = write({ ...filter, ...part });
      if (String(next) === String(write(filter))) return;
      setSearch(next, { replace: history === 'replace' });
    },
    [filter, write, setSearch],
  );
  return [filter, change];
}
