import type { Artifact } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { DataTable } from '../../kit';
import { prefectTranslationRef } from '../../translation';
import styles from './ArtifactBody.module.css';
import { ImageOnClick, SafeMarkdown } from './SafeMarkdown';

/** Rows of a table that are drawn; more are seldom read and slow the page. */
const MOST_ROWS = 500;

const textOf = (data: unknown): string =>
  typeof data === 'string' ? data : JSON.stringify(data, null, 2) ?? '';

/** A row may also be a list of cells, named by their places. */
const toRecord = (row: unknown): Record<string, unknown> =>
  typeof row === 'object' && row !== null
    ? Object.fromEntries(Object.entries(row))
    : { '1': row };

/** An artifact by its kind. What a flow writes is shown and never executed. */
export function ArtifactBody({ artifact }: { artifact: Artifact }) {
  return (
    <Flex direction="column" gap="3">
      {artifact.description && <SafeMarkdown text={artifact.description} />}
      <Data artifact={artifact} />
    </Flex>
  );
}

function Data({ artifact }: { artifact: Artifact }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { type, data } = artifact;
  const name = artifact.key ?? t('runPage.artifacts.unnamed');
  if (data === null) return <p>{t('runPage.artifacts.empty')}</p>;
  switch (type) {
    case 'markdown':
    case 'link':
      return <SafeMarkdown text={textOf(data)} />;
    case 'table':
      return <Table name={name} rows={Array.isArray(data) ? data : []} />;
    case 'progress':
      return <Progress name={name} share={Number(data)} />;
    case 'image':
      return (
        <ImageOnClick
          url={textOf(data)}
          alt={t('runPage.artifacts.image', { name })}
        />
      );
    case 'other':
      return <pre className={styles.raw}>{textOf(data)}</pre>;
    default:
      return type satisfies never;
  }
}

function Progress({ name, share }: { name: string; share: number }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const percent = Math.min(100, Math.max(0, share || 0));
  return (
    <Flex gap="3" align="center">
      <progress
        className={styles.progress}
        aria-label={t('runPage.artifacts.progress', { name })}
        max={100}
        value={percent}
      />
      <span>
        {new Intl.NumberFormat(undefined, {
          style: 'percent',
          maximumFractionDigits: 1,
        }).format(percent / 100)}
      </span>
    </Flex>
  );
}

function Table({ name, rows }: { name: string; rows: readonly unknown[] }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const shown = rows.slice(0, MOST_ROWS).map(toRecord);
  const columns = [...new Set(shown.flatMap(Object.keys))];
  if (columns.length === 0) return <p>{t('runPage.artifacts.empty')}</p>;
  return (
    <>
      <DataTable label={name} columns={columns}>
        {shown.map((row, index) => (
          // eslint-disable-next-line react/no-array-index-key -- rows have no other name
          <tr key={index}>
            {columns.map(column => (
              <td key={column}>
                <bdi>{textOf(row[column] ?? '')}</bdi>
              </td>
            ))}
          </tr>
        ))}
      </DataTable>
      {rows.length > MOST_ROWS && (
        <Text as="p" color="secondary">
          {t('runPage.artifacts.rows', {
            shown: String(MOST_ROWS),
            total: String(rows.length),
          })}
        </Text>
      )}
    </>
  );
}
