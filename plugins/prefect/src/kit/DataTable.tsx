import type { ReactNode } from 'react';
import styles from './DataTable.module.css';

type Props = {
  /** What the table lists, for those who do not see it. */
  label: string;
  columns: readonly string[];
  children: ReactNode;
};

/** A dense table that scrolls by itself where the page is narrow. */
export function DataTable({ label, columns, children }: Props) {
  return (
    <div
      className={styles.scroll}
      role="region"
      aria-label={label}
      // Whoever cannot use a mouse must be able to scroll it (axe: scrollable-region-focusable).
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
