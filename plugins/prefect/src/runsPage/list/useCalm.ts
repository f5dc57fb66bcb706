import { useEffect, useRef, useState } from 'react';

/** The value, changing at most so often: what is read aloud must not talk over itself. */
export function useCalm<T>(value: T, quietMs: number): T {
  const [calm, setCalm] = useState(value);
  const changedAt = useRef(-Infinity);
  useEffect(() => {
    if (value === calm) return undefined;
    const timer = setTimeout(() => {
      changedAt.current = Date.now();
      setCalm(value);
    }, Math.max(0, changedAt.current + quietMs - Date.now()));
    return () => clearTimeout(timer);
  }, [value, calm, quietMs]);
  return calm;
}
