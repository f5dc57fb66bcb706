import type {
  ComparedDeployment,
  PrefectInstance,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiArrowDownSLine, RiArrowRightSLine } from '@remixicon/react';
import { useId, useState } from 'react';
import { prefectTranslationRef } from '../translation';
import { differencesOf, type Shown } from './differences';
import { FieldsTable } from './FieldsTable';
import { InstanceCell } from './InstanceCell';
import styles from './MatrixRow.module.css';

type Props = {
  deployment: ComparedDeployment;
  instances: readonly Pick<PrefectInstance, 'id' | 'title'>[];
  show: Shown;
};

/** A deployment on each instance, and its fields below on request. */
export function MatrixRow({ deployment, instances, show }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const panel = useId();
  const { title, cells } = deployment;
  const count = differencesOf(deployment).length;
  const differences =
    count === 0
      ? t('environments.same')
      : t('environments.differences', { count });
  const Arrow = isOpen ? RiArrowDownSLine : RiArrowRightSLine;
  return (
    <>
      <tr>
        <th scope="row" className={styles.title}>
          <bdi>{title}</bdi>
        </th>
        {instances.map(({ id }) => (
          <td key={id}>
            <InstanceCell
              cell={cells.find(({ instance }) => instance === id)}
            />
          </td>
        ))}
        <td>
          {cells.length > 1 && (
            <Button
              size="small"
              variant="tertiary"
              className={styles.differences}
              iconEnd={<Arrow aria-hidden />}
              aria-label={t('environments.show', { title, differences })}
              aria-expanded={isOpen}
              aria-controls={isOpen ? panel : undefined}
              onPress={() => setOpen(!isOpen)}
            >
              {differences}
            </Button>
          )}
        </td>
      </tr>
      {isOpen && (
        <tr id={panel}>
          <td colSpan={instances.length + 2} className={styles.panel}>
            <FieldsTable
              deployment={deployment}
              instances={instances}
              show={show}
            />
          </td>
        </tr>
      )}
    </>
  );
}
