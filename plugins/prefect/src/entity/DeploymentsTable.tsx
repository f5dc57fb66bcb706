import type { Deployment } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { DataTable } from '../kit';
import { prefectTranslationRef } from '../translation';
import { type DeploymentColumn, deploymentColumns } from './deploymentColumns';

type Props = {
  deployments: readonly Deployment[];
  columns: readonly DeploymentColumn[];
};

/** Deployments with how they fare, when they run, and a button to run them. */
export function DeploymentsTable({ deployments, columns }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    <DataTable
      label={t('entity.what')}
      columns={columns.map(name =>
        t(`entity.column.${deploymentColumns[name].title}`),
      )}
    >
      {deployments.map(deployment => (
        <tr key={`${deployment.instance}:${deployment.id}`}>
          {columns.map(name => {
            const { Cell } = deploymentColumns[name];
            return (
              <td key={name}>
                <Cell deployment={deployment} />
              </td>
            );
          })}
        </tr>
      ))}
    </DataTable>
  );
}
