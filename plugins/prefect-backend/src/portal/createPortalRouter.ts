import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import type { RequestHandler, Router } from 'express';
import type { Access, Principal } from '../access';
import { Download, type Runs } from '../runs';
import { createHandlers } from './createHandlers';
import { spec } from './generated/spec';
import type { Handlers, OperationId } from './Handlers';
import { nameInvalidRequests } from './nameInvalidRequests';
import { routesOf, type Route } from './routesOf';
import { sendDownload } from './sendDownload';

/** What the door needs. */
export type PortalDeps = {
  readonly runs: Runs;
  readonly access: Access;
  readonly httpAuth: HttpAuthService;
};

type Handle = (by: Principal, request: unknown) => unknown;

/**
 * The portal's REST API: validates against the contract, knows who asks, calls a use
 * case, answers.
 */
export function createPortalRouter(deps: PortalDeps): Router {
  const router = createValidatedOpenApiRouterFromGeneratedEndpointMap(
    spec,
  ) as Router;
  const handlers = createHandlers(deps);
  for (const route of routesOf(spec)) {
    router[route.method](
      route.path,
      answer(deps, route, handlerOf(handlers, route.operationId)),
    );
  }
  router.use(nameInvalidRequests);
  return router;
}

/** The validator has made the request what the handler's type says. */
function handlerOf(handlers: Handlers, id: OperationId): Handle {
  return handlers[id] as Handle;
}

function answer(
  { access, httpAuth }: PortalDeps,
  { status }: Route,
  handle: Handle,
): RequestHandler {
  return async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    const by = await access.principalOf(credentials, 'portal');
    const body = await handle(by, {
      path: req.params,
      query: req.query,
      body: req.body,
    });
    // What one may see is nobody else's: not for a cache on the way.
    res.status(status).set('Cache-Control', 'no-store');
    if (body instanceof Download) await sendDownload(res, body);
    else if (body === undefined) res.end();
    else res.json(body);
  };
}
