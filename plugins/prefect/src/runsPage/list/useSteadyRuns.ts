import type { Run } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { isUnknown, prefectApiRef, runQuery } from '../../api';
import { keyOf, type SteadyRuns, steadyRuns } from './steadyRuns';

type Shown = SteadyRuns & {
  readonly of: string;
  readonly fetched: readonly Run[];
};

/**
 * The rows of a list that is fetched again and again, without a jump: see `steadyRuns`.
 * `of` names the list; another list starts anew. `fetched` is undefined while its own
 * answer is awaited, and what was there before stays.
 */
export function useSteadyRuns(of: string, fetched: readonly Run[] | undefined) {
  const [shown, setShown] = useState<Shown>();
  const startWith = (runs: readonly Run[]) =>
    setShown({ of, fetched: runs, rows: runs, fresh: [], lost: [] });
  // Derived from what was shown before, hence set while rendering and not in an effect,
  // which would paint the jump first.
  if (fetched && (fetched !== shown?.fetched || of !== shown.of)) {
    if (of !== shown?.of || shown.rows.length === 0) startWith(fetched);
    else setShown({ of, fetched, ...steadyRuns(shown.rows, fetched) });
  }
  return {
    rows: useFollowed(shown),
    freshCount: shown?.fresh.length ?? 0,
    showFresh: () => shown && startWith(shown.fetched),
  };
}

/** Asks for lost rows one by one, so that they tell the truth or go. */
function useFollowed(shown: Shown | undefined): readonly Run[] {
  const api = useApi(prefectApiRef);
  const { rows = [], lost = [] } = shown ?? {};
  const answers = useQueries({
    queries: lost.map(run => runQuery(api, run)),
  });
  const found = new Map(
    lost.map((run, index) => {
      const { data, error } = answers[index];
      return [keyOf(run), isUnknown(error) ? undefined : data ?? run] as const;
    }),
  );
  return rows.flatMap(run =>
    found.has(keyOf(run)) ? found.get(keyOf(run)) ?? [] : run,
  );
}
