import {
  type FocusEvent,
  type KeyboardEvent,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';

type Keys = {
  /** `/` was pressed. */
  onSearch(): void;
  /** `?` was pressed. */
  onHelp(): void;
};

const STEPS: Record<string, number> = {
  j: 1,
  ArrowDown: 1,
  k: -1,
  ArrowUp: -1,
};

/**
 * Makes the rows of a table one tab stop: only what can be focused in the current row is in
 * the tab order. `j` and `k` move to the next and last row's first link, which Enter opens.
 * Rows are told apart by their `data-row`.
 */
export function useRovingRows({ onSearch, onHelp }: Keys) {
  const ref = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState<string>();

  // Links of a row come from components that know nothing of the table around them.
  useLayoutEffect(() => {
    const rows = rowsOf(ref.current);
    const at = indexOf(rows, current);
    rows.forEach((row, index) =>
      controlsOf(row).forEach(control => {
        control.tabIndex = index === at ? 0 : -1;
      }),
    );
  });

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const isInRow = rowOf(event.target) !== undefined;
    const step = STEPS[event.key];
    if (event.key === '/') onSearch();
    else if (event.key === '?') onHelp();
    // Outside the rows the arrows scroll.
    else if (step && (isInRow || !event.key.startsWith('Arrow'))) {
      const rows = rowsOf(ref.current);
      const at = indexOf(rows, current) + (isInRow ? step : 0);
      controlsOf(rows[clamp(at, rows.length)])[0]?.focus();
    } else return;
    event.preventDefault();
  };

  const onFocus = ({ target }: FocusEvent<HTMLElement>) =>
    setCurrent(before => rowOf(target)?.dataset.row ?? before);

  return { ref, onKeyDown, onFocus };
}

function rowsOf(element: HTMLElement | null): HTMLElement[] {
  return [...(element?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
}

function controlsOf(row: HTMLElement | undefined): HTMLElement[] {
  return [...(row?.querySelectorAll<HTMLElement>('a, button') ?? [])];
}

function rowOf(target: EventTarget): HTMLElement | undefined {
  return target instanceof Element
    ? target.closest<HTMLElement>('[data-row]') ?? undefined
    : undefined;
}

/** The first row where the current one is gone. */
function indexOf(rows: readonly HTMLElement[], current: string | undefined) {
  return Math.max(
    0,
    rows.findIndex(({ dataset }) => dataset.row === current),
  );
}

function clamp(index: number, length: number): number {
  return Math.max(0, Math.min(index, length - 1));
}
