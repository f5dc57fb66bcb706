/**
 * What the Prefect backend plugin tells the catalog and the search plugin about deployments
 * and work pools: the answers of its `/feed` API and the event that says which of them
 * changed.
 */
export {
  PREFECT_DEPLOYMENTS_TOPIC,
  type PrefectDeploymentsEvent,
  readDeploymentsEvent,
} from './PrefectDeploymentsEvent';
export {
  type FeedDeployment,
  type FeedPage,
  type FeedWorkPool,
  readFeedDeployments,
  readFeedWorkPools,
} from './FeedPage';
export {
  readSearchPage,
  type SearchableDeployment,
  type SearchPage,
} from './SearchPage';
