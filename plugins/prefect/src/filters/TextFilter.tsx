import { SearchField } from '@backstage/ui';
import { useEffect, useRef, useState } from 'react';
import styles from './FilterBar.module.css';

/** How long nobody types before it is asked for, ms. */
const PAUSE_MS = 300;

type Props = {
  label: string;
  value: string;
  onChange(value: string): void;
};

/** A filter by text, applied when the typing pauses. */
export function TextFilter({ label, value, onChange }: Props) {
  const [text, setText] = useState(value);
  const applied = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  // Other filters may have changed while the typing paused.
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    // Somebody else changed it: "Clear filters", or a link to this page.
    if (value === applied.current) return;
    applied.current = value;
    clearTimeout(timer.current);
    setText(value);
  }, [value]);
  const apply = (next: string) => {
    clearTimeout(timer.current);
    applied.current = next;
    latest.current(next);
  };
  return (
    <SearchField
      className={styles.text}
      label={label}
      size="small"
      placeholder=""
      value={text}
      onChange={next => {
        setText(next);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => apply(next), PAUSE_MS);
      }}
      onSubmit={apply}
      onClear={() => apply('')}
    />
  );
}
