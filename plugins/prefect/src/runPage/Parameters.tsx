import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import { CopyButton, DataTable, EmptyState } from '../kit';
import { prefectTranslationRef } from '../translation';
import styles from './Parameters.module.css';

type Props = {
  parameters: Record<string, unknown>;
  /** What they are; parameters unless told. */
  label?: string;
};

/** What the run was started with, as the backend shows it: secrets are masked. */
export function Parameters({ parameters, label }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const entries = Object.entries(parameters);
  if (entries.length === 0) {
    return <EmptyState title={t('runPage.parameters.none')} />;
  }
  return (
    <Flex direction="column" gap="2">
      <DataTable
        label={label ?? t('runPage.tab.parameters')}
        columns={[t('runPage.parameters.name'), t('runPage.parameters.value')]}
      >
        {entries.map(([name, value]) => (
          <tr key={name}>
            <th scope="row" className={styles.name}>
              <bdi>{name}</bdi>
            </th>
            <td>
              <pre className={styles.value}>
                {typeof value === 'string'
                  ? value
                  : JSON.stringify(value, null, 2)}
              </pre>
            </td>
          </tr>
        ))}
      </DataTable>
      <Flex>
        <CopyButton text={JSON.stringify(parameters, null, 2)} />
      </Flex>
    </Flex>
  );
}
