/**
 * Prefect's deployments and work pools in the Backstage catalog, and a check of the
 * `prefect.io/…` annotations of all entities.
 *
 * @packageDocumentation
 */
export { catalogModulePrefect as default } from './module';
