import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { Knex } from 'knex';
import { z } from 'zod';
import { assertIsPlugin } from '../access';
import type { Bindings } from '../bindings';
import type { Instances } from '../instances';
import { InvalidRequestError } from '../runs';
import { SearchReader } from './SearchReader';

/** What the door needs. */
export type SearchRouterDeps = {
  readonly db: Knex;
  readonly bindings: Pick<Bindings, 'ownershipOf'>;
  readonly instances: Pick<Instances, 'list' | 'get'>;
  readonly httpAuth: HttpAuthService;
};

const query = z.strictObject({
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});

/** What the search plugin reads, and nobody else. */
export function createSearchRouter(deps: SearchRouterDeps): Router {
  const reader = new SearchReader(deps);
  const router = PromiseRouter();
  router.get('/search/deployments', async (req, res) => {
    const by = await deps.httpAuth.credentials(req, { allow: ['service'] });
    assertIsPlugin(by, 'search');
    const request = query.safeParse(req.query);
    if (!request.success) {
      throw new InvalidRequestError(z.prettifyError(request.error));
    }
    const { cursor, limit } = request.data;
    res.set('Cache-Control', 'no-store');
    res.json(await reader.deployments({ cursor, limit }));
  });
  return router;
}
