import type {
  ComparedDeployment,
  ComparedField,
  PrefectInstance,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text, VisuallyHidden } from '@backstage/ui';
import { DataTable } from '../kit';
import { prefectTranslationRef } from '../translation';
import { fieldsToShow, type Shown } from './differences';
import styles from './FieldsTable.module.css';
import { FieldValue } from './FieldValue';

type Props = {
  deployment: ComparedDeployment;
  instances: readonly Pick<PrefectInstance, 'id' | 'title'>[];
  show: Shown;
};

/** Field by field, what each instance that has the deployment has. */
export function FieldsTable({ deployment, instances, show }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { title, cells } = deployment;
  const fields = fieldsToShow(deployment, show);
  const compared = instances.filter(({ id }) =>
    cells.some(({ instance }) => instance === id),
  );
  if (fields.length === 0) {
    return (
      <Text as="p" style={{ margin: 0 }}>
        {t('environments.allSame')}
      </Text>
    );
  }
  return (
    <DataTable
      label={t('environments.fields', { title })}
      columns={[
        t('environments.column.field'),
        ...compared.map(instance => instance.title),
      ]}
    >
      {fields.map(field => (
        <tr
          key={JSON.stringify([field.field, field.path])}
          className={styles.row}
          data-differs={field.differs}
        >
          <th scope="row">
            <FieldName field={field} />
            {field.differs && (
              <VisuallyHidden>{`, ${t(
                'environments.differs',
              )}`}</VisuallyHidden>
            )}
          </th>
          {compared.map(({ id }) => (
            <td key={id}>
              <FieldValue
                field={field.field}
                value={field.values.find(({ instance }) => instance === id)}
              />
            </td>
          ))}
        </tr>
      ))}
    </DataTable>
  );
}

function FieldName({ field: { field, path } }: { field: ComparedField }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return field === 'parameter' ? (
    <code dir="auto">{path.join('.')}</code>
  ) : (
    <>{t(`environments.field.${field}`)}</>
  );
}
