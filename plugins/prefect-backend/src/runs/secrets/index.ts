/**
 * What may not be shown of a flow's parameters: found by schema and by name, masked
 * wherever it leaves the backend. Prefect and the mirror hold the values as they are.
 */
export { MASK, Secrets } from './Secrets';
export { resolve as resolveSchema } from './secretPaths';
export { withoutSecretDefaults } from './withoutSecretDefaults';
