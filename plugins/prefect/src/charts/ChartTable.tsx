import type {
  ChartFigures,
  ChartPoint,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { DataTable, formatDuration, formatShare, useNow } from '../kit';
import { formatSpan } from '../runsPage/formatSpan';
import { prefectTranslationRef } from '../translation';
import styles from './ChartTable.module.css';
import { MEANINGS, type Measure } from './measures';
import type { chartMessages } from './messages';

type Column = {
  readonly title: keyof (typeof chartMessages)['column'];
  textOf(figures: ChartFigures): string;
};

const share: Column = {
  title: 'success',
  textOf: ({ successRate }) =>
    successRate === null ? '–' : formatShare(successRate),
};

const count = (
  title: 'completed' | 'failed' | 'crashed' | 'cancelled',
): Column => ({
  title,
  textOf: figures => new Intl.NumberFormat().format(figures[title]),
});

const percentile = (
  of: 'durationMs' | 'latenessMs',
  title: 'p50' | 'p95',
): Column => ({
  title,
  textOf: ({ [of]: percentiles }) =>
    percentiles === null ? '–' : formatDuration(percentiles[title]),
});

const COLUMNS: Readonly<Record<Measure, readonly Column[]>> = {
  success: [
    share,
    count('completed'),
    count('failed'),
    count('crashed'),
    count('cancelled'),
  ],
  duration: [
    percentile('durationMs', 'p50'),
    percentile('durationMs', 'p95'),
    count('completed'),
  ],
  lateness: [percentile('latenessMs', 'p50'), percentile('latenessMs', 'p95')],
};

type Props = {
  label: string;
  measure: Measure;
  points: readonly ChartPoint[];
  hrefOf(point: ChartPoint): string;
};

/** A chart in numbers; points that it has nothing to tell of are left out. */
export function ChartTable({ label, measure, points, hrefOf }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const now = useNow(60);
  const columns = COLUMNS[measure];
  return (
    <div className={styles.table}>
      <DataTable
        label={label}
        columns={[
          t('charts.column.time'),
          ...columns.map(({ title }) => t(`charts.column.${title}`)),
        ]}
      >
        {points
          .filter(point => MEANINGS[measure].valuesOf(point) !== null)
          .map(point => (
            <tr key={point.start}>
              <th scope="row">
                <Link href={hrefOf(point)}>
                  {formatSpan({ since: point.start, until: point.end }, now)}
                </Link>
              </th>
              {columns.map(({ title, textOf }) => (
                <td key={title}>{textOf(point)}</td>
              ))}
            </tr>
          ))}
      </DataTable>
    </div>
  );
}
