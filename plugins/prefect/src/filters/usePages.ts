import { useLocation, useNavigate } from 'react-router-dom';

const CURSOR = 'cursor';

/** Where a list is, and ways to its other pages; absent where there is none. */
export type Pages = {
  /** Asks the portal API for this page; undefined for the first. */
  readonly cursor: string | undefined;
  /** How many pages come before; undefined when a link led into the middle. */
  readonly index: number | undefined;
  toNext(cursor: string): void;
  readonly toPrevious: (() => void) | undefined;
  readonly toFirst: (() => void) | undefined;
};

/**
 * Pages of a list by the portal API's cursors, which only lead on. The URL has the page's
 * own cursor; the way back, those of the pages before, is kept in the browser's history
 * with it, so that it outlives a reload and a look at what a row opens.
 */
export function usePages(): Pages {
  const navigate = useNavigate();
  const { search, state } = useLocation();
  const parameters = new URLSearchParams(search);
  const cursor = parameters.get(CURSOR) ?? undefined;
  const trail = trailOf(state);
  const to = (next: string | undefined, before: readonly string[]) => {
    const target = new URLSearchParams(parameters);
    if (next) target.set(CURSOR, next);
    else target.delete(CURSOR);
    navigate({ search: target.toString() }, { state: { trail: before } });
  };
  const isFirst = cursor === undefined;
  return {
    cursor,
    index: isFirst || trail.length > 0 ? trail.length : undefined,
    toNext: next => to(next, [...trail, cursor ?? '']),
    toPrevious:
      trail.length > 0 ? () => to(trail.at(-1), trail.slice(0, -1)) : undefined,
    toFirst: isFirst ? undefined : () => to(undefined, []),
  };
}

/** Cursors of the pages that led here, the empty one for the first. */
function trailOf(state: unknown): readonly string[] {
  const trail =
    typeof state === 'object' && state !== null && 'trail' in state
      ? state.trail
      : undefined;
  return Array.isArray(trail) && trail.every(each => typeof each === 'string')
    ? trail
    : [];
}
