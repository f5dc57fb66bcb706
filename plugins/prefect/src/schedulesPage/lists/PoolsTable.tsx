import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { DataTable, QueryState } from '../../kit';
import { prefectTranslationRef } from '../../translation';
import { zoneOf } from '../moments';
import type { SchedulesFilter } from '../schedulesFilter';
import { usePoolText } from '../usePoolText';
import { usePoolLoad } from '../useSchedulePage';

/** How full work pools get, in words. */
export function PoolsTable({ filter }: { filter: SchedulesFilter }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const textOf = usePoolText(zoneOf(filter.zone, null));
  return (
    <QueryState
      query={usePoolLoad(filter)}
      what={t('schedulesPage.pools.what')}
    >
      {({ items, now }) =>
        items.length > 0 && (
          <DataTable
            label={t('schedulesPage.pools.title')}
            columns={[
              t('schedulesPage.column.pool'),
              t('schedulesPage.pools.explain'),
            ]}
          >
            {items.map(pool => {
              const { name, facts, warning, note } = textOf(pool, now);
              return (
                <tr key={`${pool.instance}/${pool.name}`}>
                  <th scope="row">
                    <bdi>{name}</bdi>
                  </th>
                  <td>{[facts, warning, note].filter(Boolean).join('; ')}</td>
                </tr>
              );
            })}
          </DataTable>
        )
      }
    </QueryState>
  );
}
