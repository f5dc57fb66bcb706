import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import {
  SearchFilterResultTypeBlueprint,
  SearchResultListItemBlueprint,
} from '@backstage/plugin-search-react/alpha';
import { ENTITY_TYPE_DEPLOYMENT } from '@backstage-prefect/backstage-plugin-prefect-common';
import { RiFlowChart } from '@remixicon/react';
import { createPrefectApi, prefectApiRef } from './api';
import { hasBinding } from './entity/hasBinding';
import { rootRouteRef } from './routes';

const prefectApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: prefectApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: createPrefectApi,
    }),
});

const prefectPage = PageBlueprint.make({
  params: {
    path: '/prefect',
    title: 'Prefect',
    icon: <RiFlowChart />,
    routeRef: rootRouteRef,
  },
});

const overviewPage = SubPageBlueprint.make({
  name: 'overview',
  params: {
    path: 'overview',
    title: 'Overview',
    loader: () =>
      import('./overviewPage/OverviewPage').then(m => <m.OverviewPage />),
  },
});

const runsPage = SubPageBlueprint.make({
  name: 'runs',
  params: {
    path: 'runs',
    title: 'Runs',
    loader: () => import('./runsPage/RunsRoutes').then(m => <m.RunsRoutes />),
  },
});

const deploymentsPage = SubPageBlueprint.make({
  name: 'deployments',
  params: {
    path: 'deployments',
    title: 'Deployments',
    loader: () =>
      import('./deploymentsPage/DeploymentsRoutes').then(m => (
        <m.DeploymentsRoutes />
      )),
  },
});

const accessPage = SubPageBlueprint.make({
  name: 'access',
  params: {
    path: 'access',
    title: 'Access',
    loader: () =>
      import('./accessPage/AccessRoutes').then(m => <m.AccessRoutes />),
  },
});

const ledgerPage = SubPageBlueprint.make({
  name: 'ledger',
  params: {
    path: 'ledger',
    title: 'Ledger',
    loader: () =>
      import('./ledgerPage/LedgerRoutes').then(m => <m.LedgerRoutes />),
  },
});

const entityTab = EntityContentBlueprint.make({
  params: {
    path: '/prefect',
    title: 'Prefect',
    filter: hasBinding,
    loader: () => import('./entity/EntityTab').then(m => <m.EntityTab />),
  },
});

const entityCard = EntityCardBlueprint.make({
  params: {
    type: 'content',
    filter: hasBinding,
    loader: () => import('./entity/EntityCard').then(m => <m.EntityCard />),
  },
});

/** Only in an app that has Backstage's search; else it is attached to nothing. */
const searchResult = SearchResultListItemBlueprint.make({
  params: {
    icon: <RiFlowChart />,
    predicate: ({ type }) => type === ENTITY_TYPE_DEPLOYMENT,
    component: () =>
      import('./search/DeploymentResult').then(m => m.DeploymentResult),
  },
});

const searchType = SearchFilterResultTypeBlueprint.make({
  params: {
    value: ENTITY_TYPE_DEPLOYMENT,
    name: 'Prefect',
    icon: <RiFlowChart />,
  },
});

/**
 * Prefect in Backstage: a tab and a card on every entity with a binding, and pages for
 * runs, deployments and what needs somebody.
 * @public
 */
export const prefectPlugin = createFrontendPlugin({
  pluginId: 'prefect',
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  extensions: [
    prefectApi,
    prefectPage,
    overviewPage,
    runsPage,
    deploymentsPage,
    accessPage,
    ledgerPage,
    entityTab,
    entityCard,
    searchResult,
    searchType,
  ],
});
