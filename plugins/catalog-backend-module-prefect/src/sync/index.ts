/** Makes the catalog hold what describes an instance, by comparing the two. */
export { CatalogView, type Scope } from './CatalogView';
export { InstanceSync } from './InstanceSync';
