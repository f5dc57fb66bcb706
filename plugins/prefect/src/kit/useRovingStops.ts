import { type KeyboardEvent, useState } from 'react';

/** Links or buttons in a row that are one tab stop together. */
export type RovingStops = {
  /** For the element around them: arrows, Home and End move the focus. */
  onKeyDown(event: KeyboardEvent<HTMLElement>): void;
  tabIndexOf(index: number): 0 | -1;
  /** Tells that one has the focus, however it got it. */
  reach(index: number): void;
};

/** Makes one tab stop of so many links or buttons; it begins at the last. */
export function useRovingStops(count: number): RovingStops {
  const [wanted, setWanted] = useState(Infinity);
  const last = count - 1;
  const at = Math.min(wanted, last);
  return {
    onKeyDown: event => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const next = {
        ArrowLeft: at - 1,
        ArrowRight: at + 1,
        Home: 0,
        End: last,
      }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      const index = Math.max(0, Math.min(next, last));
      setWanted(index);
      event.currentTarget
        .querySelectorAll<HTMLElement>('a, button')
        [index]?.focus();
    },
    tabIndexOf: index => (index === at ? 0 : -1),
    reach: setWanted,
  };
}
