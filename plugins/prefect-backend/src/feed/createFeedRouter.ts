import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { Knex } from 'knex';
import { z } from 'zod';
import { assertIsPlugin } from '../access';
import type { Bindings } from '../bindings';
import type { Instances } from '../instances';
import { InvalidRequestError } from '../runs';
import { FeedReader } from './FeedReader';

/** What the door needs. */
export type FeedDeps = {
  readonly db: Knex;
  readonly bindings: Pick<Bindings, 'ownershipOf'>;
  readonly instances: Pick<Instances, 'get'>;
  readonly httpAuth: HttpAuthService;
};

const MOST = 500;

const query = z.strictObject({
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(MOST).default(200),
  id: z
    .union([z.string(), z.array(z.string()).max(MOST)])
    .transform(id => [id].flat())
    .optional(),
});

/** What the catalog plugin reads, and nobody else. */
export function createFeedRouter(deps: FeedDeps): Router {
  const { instances, httpAuth } = deps;
  const reader = new FeedReader(deps);
  const router = PromiseRouter();

  router.use('/feed', async (req, res, next) => {
    const by = await httpAuth.credentials(req, { allow: ['service'] });
    assertIsPlugin(by, 'catalog');
    res.set('Cache-Control', 'no-store');
    next();
  });
  router.get('/feed/:instance/deployments', async (req, res) => {
    const { id: ids, cursor, limit } = readQuery(req);
    res.json(
      await reader.deployments(instances.get(req.params.instance), {
        ids,
        cursor,
        limit,
      }),
    );
  });
  router.get('/feed/:instance/work-pools', async (req, res) => {
    const { cursor, limit } = readQuery(req);
    res.json(
      await reader.workPools(instances.get(req.params.instance), {
        cursor,
        limit,
      }),
    );
  });
  return router;
}

function readQuery(req: Request): z.infer<typeof query> {
  const result = query.safeParse(req.query);
  if (!result.success) {
    throw new InvalidRequestError(z.prettifyError(result.error));
  }
  return result.data;
}
