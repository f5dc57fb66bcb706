/** What the Prefect backend plugin tells the catalog, read page by page. */
export { createPrefectFeed } from './createPrefectFeed';
export type { PrefectFeed, Reading } from './PrefectFeed';
