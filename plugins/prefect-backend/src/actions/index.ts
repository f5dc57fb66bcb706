/**
 * Backstage actions: the same use cases for agents (MCP), templates (scaffolder) and other
 * plugins. A thin door as portal/ is: each action says who asks, calls one use case and
 * answers. Schemas and hints tell a caller what there is; they decide nothing.
 */
export type { ActionDeps } from './ActionDeps';
export { registerActions } from './registerActions';
