import { createRouteRef, useRouteRef } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';

/** Where the plugin's pages are mounted; `/prefect` unless configured otherwise. */
export const rootRouteRef = createRouteRef();

/** A way to look at deployments; all but the list have a path of that name below it. */
export type DeploymentView =
  | 'list'
  | 'schedules'
  | 'environments'
  | 'ownership';

/** A way to look at who may do what; all but one's own rights have a path of that name. */
export type AccessView = 'mine' | 'approvals' | 'explain';

/** Paths of the plugin's pages. */
export type PrefectPaths = {
  overview(): string;
  runs(search?: URLSearchParams): string;
  run(run: { instance: string; id: string }, hash?: string): string;
  ledger(search?: URLSearchParams): string;
  ledgerEntry(id: string): string;
  deployments(search?: URLSearchParams): string;
  deploymentView(view: DeploymentView, search?: URLSearchParams): string;
  access(view: AccessView, search?: URLSearchParams): string;
  grant(grant: { id: string }): string;
};

/** Paths below wherever the app mounted the plugin. */
export function usePrefectPaths(): PrefectPaths {
  const root = useRouteRef(rootRouteRef)?.() ?? '/prefect';
  return useMemo(() => pathsBelow(root), [root]);
}

function pathsBelow(root: string): PrefectPaths {
  const query = (search?: URLSearchParams) =>
    search && search.size > 0 ? `?${search}` : '';
  return {
    overview: () => `${root}/overview`,
    runs: search => `${root}/runs${query(search)}`,
    run: ({ instance, id }, hash) =>
      `${root}/runs/${instance}/${id}${hash ? `#${hash}` : ''}`,
    ledger: search => `${root}/ledger${query(search)}`,
    ledgerEntry: id => `${root}/ledger/${encodeURIComponent(id)}`,
    deployments: search => `${root}/deployments${query(search)}`,
    deploymentView: (view, search) =>
      `${root}/deployments${view === 'list' ? '' : `/${view}`}${query(search)}`,
    access: (view, search) =>
      `${root}/access${view === 'mine' ? '' : `/${view}`}${query(search)}`,
    grant: ({ id }) => `${root}/access/grants/${id}`,
  };
}
