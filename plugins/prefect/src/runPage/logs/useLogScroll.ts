import type { LogLine } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';

/** Height of a row of text, px; the style sheet has the same. */
const ROW = 20;
/** So near to the end counts as being there, px. */
const NEAR = 24;

export type LogScroll = {
  readonly rows: Virtualizer<HTMLDivElement, HTMLDivElement>;
  readonly isFollowing: boolean;
  /** Lines that came below since the reader stopped following. */
  readonly fresh: number;
  follow(): void;
  unfollow(): void;
  /** Shows a line in the middle and stops following. */
  goTo(index: number): void;
};

type Options = {
  readonly box: RefObject<HTMLDivElement>;
  readonly lines: readonly LogLine[];
  readonly wrap: 'wrapped' | 'cut';
  /** Whether it begins at the end and stays there. */
  readonly begin: 'following' | 'still';
};

/** Which rows are drawn, and staying at the end while lines arrive until the reader scrolls up. */
export function useLogScroll({ box, lines, wrap, begin }: Options): LogScroll {
  const [seen, setSeen] = useState<number | undefined>(
    begin === 'following' ? undefined : lines.length,
  );
  const isFollowing = seen === undefined;
  const rows = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: index => ROW * rowsOf(lines[index]?.message ?? ''),
    getItemKey: index => lines[index]?.id ?? index,
    overscan: 20,
  });

  useEffect(() => rows.measure(), [rows, wrap]);
  useLayoutEffect(() => {
    if (isFollowing && lines.length > 0) {
      rows.scrollToIndex(lines.length - 1, { align: 'end' });
    }
  }, [rows, isFollowing, lines, wrap]);
  useReaderScrolls(box, {
    onUp: () => setSeen(known => known ?? lines.length),
    onEnd: () => setSeen(undefined),
  });

  return {
    rows,
    isFollowing,
    fresh: seen === undefined ? 0 : Math.max(0, lines.length - seen),
    follow: () => setSeen(undefined),
    unfollow: () => setSeen(lines.length),
    goTo: index => {
      setSeen(lines.length);
      rows.scrollToIndex(index, { align: 'center' });
    },
  };
}

/** How many rows a message has as long as it is not wrapped. */
function rowsOf(message: string): number {
  return message.trimEnd().split('\n').length;
}

/** Tells when the reader, and not the page, scrolls: by wheel, touch, key or bar. */
function useReaderScrolls(
  box: RefObject<HTMLDivElement>,
  on: { onUp(): void; onEnd(): void },
): void {
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    let before = element.scrollTop;
    const look = () => {
      const { scrollTop, scrollHeight, clientHeight } = element;
      if (scrollTop < before - 1) on.onUp();
      else if (
        scrollTop > before &&
        scrollHeight - scrollTop - clientHeight < NEAR
      ) {
        on.onEnd();
      }
      before = scrollTop;
    };
    element.addEventListener('scroll', look, { passive: true });
    return () => element.removeEventListener('scroll', look);
  });
}
