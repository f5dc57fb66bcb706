import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon } from '@backstage/ui';
import { RiKeyboardLine } from '@remixicon/react';
import { useState } from 'react';
import { Pager, Results, usePages } from '../../filters';
import { prefectTranslationRef } from '../../translation';
import { type RunFilter, runFilter } from '../runFilter';
import { PAGE_SIZE } from '../runRequests';
import { FreshRuns } from './FreshRuns';
import { KeysDialog } from './KeysDialog';
import { NoRuns } from './NoRuns';
import styles from './RunList.module.css';
import { RunsTable } from './RunsTable';
import { useRovingRows } from './useRovingRows';
import { useRunPage } from './useRunPage';
import { useSteadyRuns } from './useSteadyRuns';

type Props = {
  filter: RunFilter;
  /** Takes all filters back; undefined while there is none. */
  onClear: (() => void) | undefined;
  /** Goes to the text filter. */
  onSearch(): void;
};

/**
 * A page of the runs that match. It changes while one looks, but no row moves: new runs
 * wait behind a button.
 */
export function RunList({ filter, onClear, onSearch }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const pages = usePages();
  const query = useRunPage(filter, pages.cursor);
  const { rows, freshCount, showFresh } = useSteadyRuns(
    `${runFilter.write(filter)} ${pages.cursor}`,
    query.isPlaceholderData ? undefined : query.data?.items,
  );
  const [showsKeys, setShowsKeys] = useState(false);
  const onHelp = () => setShowsKeys(true);
  const { ref, ...roving } = useRovingRows({ onSearch, onHelp });
  return (
    <>
      <section
        ref={ref}
        {...roving}
        tabIndex={-1}
        aria-label={t('runsPage.list')}
        className={styles.list}
      >
        <FreshRuns
          count={freshCount}
          onShow={() => {
            showFresh();
            // The button goes away, and with it would the focus.
            ref.current?.focus();
          }}
        />
        <Results query={query} what={t('runsPage.what')} height={480}>
          {page => (
            <>
              {rows.length > 0 && <RunsTable runs={rows} />}
              {rows.length === 0 &&
                page.totalCount === 0 &&
                !query.isPlaceholderData && <NoRuns onClear={onClear} />}
              {page.totalCount > 0 && (
                <div className={styles.foot}>
                  <ButtonIcon
                    size="small"
                    variant="tertiary"
                    icon={<RiKeyboardLine />}
                    aria-label={t('runsPage.keys.title')}
                    onPress={onHelp}
                  />
                  <Pager pages={pages} size={PAGE_SIZE} page={page} />
                </div>
              )}
            </>
          )}
        </Results>
        {query.isError && pages.toFirst && (
          // A page may not be there any more; the list still is.
          <Button size="small" variant="secondary" onPress={pages.toFirst}>
            {t('filters.pages.first')}
          </Button>
        )}
      </section>
      {showsKeys && <KeysDialog onClose={() => setShowsKeys(false)} />}
    </>
  );
}
