/**
 * What actions take and answer, in parts. Each call makes a schema anew: one that is used
 * twice becomes a `$ref` in JSON Schema, which not every MCP client follows.
 *
 * What an answer's schema does not name, the registry leaves out: an agent gets what it
 * can use, and not all that a page draws.
 */
export { decisionShape } from './decisionShape';
export { deploymentShape } from './deploymentShape';
export { deploymentKey, runKey } from './keys';
export { pageInput, pageShape } from './page';
export { runShape } from './runShape';
