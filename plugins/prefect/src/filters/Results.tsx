import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { QueryState } from '../kit';
import styles from './Results.module.css';

type Props<T> = {
  query: UseQueryResult<T>;
  /** What it is, for "Could not load …". */
  what: string;
  /** Height of what is awaited, px, so that nothing jumps. */
  height: number;
  children: (data: T) => ReactNode;
};

/** What filters let through. While other filters are asked for, what was there stays, faint. */
export function Results<T>({ query, children, ...state }: Props<T>) {
  return (
    <QueryState query={query} {...state}>
      {data => (
        <div className={styles.results} aria-busy={query.isPlaceholderData}>
          {children(data)}
        </div>
      )}
    </QueryState>
  );
}
