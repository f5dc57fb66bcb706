import type { LedgerItem } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { DataTable, formatFull, Time } from '../kit';
import { usePrefectPaths } from '../routes';
import { prefectTranslationRef } from '../translation';
import { Decided } from './Decided';
import { Outcome } from './Outcome';
import { Parties } from './Parties';
import { useDidText, useDoorText } from './words';

const COLUMNS = ['time', 'who', 'did', 'decision', 'door', 'outcome'] as const;

/** Who did what, when, by which decision, through which door, and how it ended. */
export function EntriesTable({ items }: { items: readonly LedgerItem[] }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const doorText = useDoorText();
  return (
    <DataTable
      label={t('ledgerPage.table')}
      columns={COLUMNS.map(column => t(`ledgerPage.column.${column}`))}
    >
      {items.map(item => (
        <tr key={item.id}>
          <td>
            <Time value={item.at} />
          </td>
          <td>
            <Parties item={item} />
          </td>
          <th scope="row">
            <Did item={item} />
          </th>
          <td>{item.decision ? <Decided decision={item.decision} /> : '–'}</td>
          <td>{item.door ? doorText(item.door) : '–'}</td>
          <td>
            <Outcome item={item} />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

function Did({ item }: { item: LedgerItem }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const paths = usePrefectPaths();
  const did = useDidText()(item);
  return (
    <Link
      href={paths.ledgerEntry(item.id)}
      aria-label={t('ledgerPage.openEntry', {
        did,
        time: formatFull(new Date(item.at), undefined),
      })}
    >
      <bdi>{did}</bdi>
    </Link>
  );
}
