/**
 * The portal's REST API, described by one OpenAPI file in prefect-common.
 * A thin door: it validates, calls a use case of runs/ and answers.
 */
export { createPortalRouter, type PortalDeps } from './createPortalRouter';
