import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { DataTable, useNow } from '../../kit';
import { prefectTranslationRef } from '../../translation';
import { formatSpan } from '../formatSpan';
import styles from './HistoryTable.module.css';
import type { Part, Stack, Stacks } from './stackBuckets';

type Props = Stacks & {
  /** Looks at the time of a row only. */
  onPick(stack: Stack): void;
};

/** The chart in numbers; stretches without runs are left out. */
export function HistoryTable({ stacks, parts, onPick }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const now = useNow(60);
  return (
    <div className={styles.table}>
      <DataTable
        label={t('runsPage.history.bars')}
        columns={[
          t('runsPage.history.time'),
          ...parts.map(({ tone }) => t(`runsPage.history.tone.${tone}`)),
          t('runsPage.history.total'),
        ]}
      >
        {stacks
          .filter(({ total }) => total > 0)
          .map(stack => (
            <tr key={stack.since}>
              <td>
                <Button
                  size="small"
                  variant="tertiary"
                  onPress={() => onPick(stack)}
                >
                  {formatSpan(stack, now)}
                </Button>
              </td>
              {parts.map(({ tone }) => (
                <td key={tone}>{countOf(stack.parts, tone)}</td>
              ))}
              <td>{stack.total}</td>
            </tr>
          ))}
      </DataTable>
    </div>
  );
}

function countOf(parts: readonly Part[], tone: Part['tone']): number {
  return parts.find(part => part.tone === tone)?.count ?? 0;
}
