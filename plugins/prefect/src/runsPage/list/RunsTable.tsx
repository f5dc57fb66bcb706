import type { Run } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { DataTable } from '../../kit';
import { prefectTranslationRef } from '../../translation';
import { RunRow } from './RunRow';
import { keyOf } from './steadyRuns';

/** Runs, a line each. */
export function RunsTable({ runs }: { runs: readonly Run[] }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    <DataTable
      label={t('runsPage.table')}
      columns={[
        t('runsPage.column.state'),
        t('runsPage.column.run'),
        t('runsPage.column.environment'),
        t('runsPage.column.owner'),
        t('runsPage.column.startedBy'),
        t('runsPage.column.start'),
        t('runsPage.column.took'),
      ]}
    >
      {runs.map(run => (
        <RunRow key={keyOf(run)} run={run} />
      ))}
    </DataTable>
  );
}
