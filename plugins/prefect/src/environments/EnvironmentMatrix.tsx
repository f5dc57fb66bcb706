import type {
  ComparedDeployment,
  PrefectInstance,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { DataTable } from '../kit';
import { prefectTranslationRef } from '../translation';
import type { Shown } from './differences';
import { MatrixRow } from './MatrixRow';

type Props = {
  deployments: readonly ComparedDeployment[];
  /** The columns. */
  instances: readonly Pick<PrefectInstance, 'id' | 'title'>[];
  show: Shown;
};

/** Deployments down, instances across. */
export function EnvironmentMatrix({ deployments, instances, show }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    <DataTable
      label={t('environments.table')}
      columns={[
        t('environments.column.deployment'),
        ...instances.map(({ title }) => title),
        t('environments.column.differences'),
      ]}
    >
      {deployments.map(deployment => (
        <MatrixRow
          key={deployment.title}
          deployment={deployment}
          instances={instances}
          show={show}
        />
      ))}
    </DataTable>
  );
}
