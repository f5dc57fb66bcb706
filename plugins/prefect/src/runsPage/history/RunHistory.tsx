import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ToggleButton } from '@backstage/ui';
import { RiTableLine } from '@remixicon/react';
import { useMemo, useRef, useState } from 'react';
import { Results } from '../../filters';
import { prefectTranslationRef } from '../../translation';
import type { RunFilter } from '../runFilter';
import type { TimeWindow } from '../timeWindow';
import { HistoryBars } from './HistoryBars';
import { HistoryTable } from './HistoryTable';
import { Legend } from './Legend';
import styles from './RunHistory.module.css';
import { type Stack, type Stacks, stackBuckets } from './stackBuckets';
import { useHistory } from './useHistory';
import { windowOf } from './windowOf';

type Props = {
  filter: RunFilter;
  /** Looks at this time only. */
  onWindow(window: TimeWindow): void;
};

/** When the runs that match started and how they ended, as a chart or in numbers. */
export function RunHistory({ filter, onWindow }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const query = useHistory(filter);
  const items = query.data?.items;
  const stacks = useMemo(() => stackBuckets(items ?? []), [items]);
  const ref = useRef<HTMLElement>(null);
  const pick = (stack: Stack) => {
    onWindow(windowOf(stack));
    // What was pressed may not be there in what is shown next.
    ref.current?.focus();
  };
  return (
    <section
      ref={ref}
      tabIndex={-1}
      aria-label={t('runsPage.history.title')}
      className={styles.history}
    >
      <Results query={query} what={t('runsPage.history.what')} height={116}>
        {() => <Content {...stacks} onPick={pick} />}
      </Results>
    </section>
  );
}

function Content(props: Stacks & { onPick(stack: Stack): void }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [isTable, setTable] = useState(false);
  const { stacks, parts, highest } = props;
  if (stacks.length === 0) return null;
  return (
    <div className={styles.history}>
      <div className={styles.head}>
        {highest > 0 ? (
          <Legend parts={parts} />
        ) : (
          <span>{t('runsPage.history.none')}</span>
        )}
        <ToggleButton
          size="small"
          iconStart={<RiTableLine aria-hidden />}
          isSelected={isTable}
          onChange={setTable}
        >
          {t('runsPage.history.asTable')}
        </ToggleButton>
      </div>
      {isTable ? <HistoryTable {...props} /> : <HistoryBars {...props} />}
    </div>
  );
}
