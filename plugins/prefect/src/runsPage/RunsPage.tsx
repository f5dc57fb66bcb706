import { useRef } from 'react';
import { PrefectQueryProvider } from '../api';
import { useUrlFilter } from '../filters';
import { Banners, PageBody } from '../kit';
import { RunFilters } from './filters/RunFilters';
import { RunHistory } from './history/RunHistory';
import { RunList } from './list/RunList';
import { isNarrowed, runFilter } from './runFilter';

/** All runs that one may see, to find one. What is asked for is in the URL. */
export function RunsPage() {
  return (
    <PrefectQueryProvider>
      <PageBody>
        <Banners />
        <Content />
      </PageBody>
    </PrefectQueryProvider>
  );
}

function Content() {
  const [filter, change] = useUrlFilter(runFilter);
  const filters = useRef<HTMLDivElement>(null);
  const clear = () => change(runFilter.none);
  const isEmpty = runFilter.write(filter).size === 0;
  return (
    <>
      <div ref={filters}>
        <RunFilters
          filter={filter}
          onChange={change}
          onClear={isEmpty ? undefined : clear}
        />
      </div>
      <RunHistory filter={filter} onWindow={window => change({ window })} />
      <RunList
        filter={filter}
        onClear={isNarrowed(filter) ? clear : undefined}
        // The text filter is the only one that one types into without opening it.
        onSearch={() => filters.current?.querySelector('input')?.focus()}
      />
    </>
  );
}
