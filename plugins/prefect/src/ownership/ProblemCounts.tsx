import type { OwnershipHealth } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { prefectTranslationRef } from '../translation';
import { type OwnershipFilter, PROBLEMS } from './ownershipFilter';
import styles from './ProblemCounts.module.css';

type Props = {
  counts: OwnershipHealth['counts']['problems'];
  selected: OwnershipFilter['problem'];
  onChange(problem: OwnershipFilter['problem']): void;
};

/** How many there are of each kind; a number filters. */
export function ProblemCounts({ counts, selected, onChange }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const countOf = (kind: string) =>
    counts.find(({ problem }) => problem === kind)?.count ?? 0;
  const shown = PROBLEMS.filter(
    kind => countOf(kind) > 0 || selected.includes(kind),
  );
  if (shown.length === 0) return null;
  return (
    <ToggleButtonGroup
      aria-label={t('ownership.problems')}
      selectionMode="multiple"
      className={styles.counts}
      selectedKeys={[...selected]}
      onSelectionChange={keys =>
        onChange(PROBLEMS.filter(kind => keys.has(kind)))
      }
    >
      {shown.map(kind => (
        <ToggleButton key={kind} id={kind} size="small">
          {t('filters.counted', {
            name: t(`ownership.problem.${kind}`),
            total: String(countOf(kind)),
          })}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
