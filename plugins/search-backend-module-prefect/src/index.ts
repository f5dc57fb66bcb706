/**
 * Prefect's flows and deployments in Backstage search: found by name, tag, parameter, owner
 * and component, and only by those who may view them.
 *
 * @packageDocumentation
 */
export { searchModulePrefect as default } from './module';
