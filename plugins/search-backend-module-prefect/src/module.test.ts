import {
  coreServices,
  createBackendPlugin,
  type SchedulerService,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import searchBackend from '@backstage/plugin-search-backend';
import type { SearchableDeployment } from '@backstage-prefect/backstage-plugin-prefect-node';
import { Router } from 'express';
import { setTimeout as delay } from 'node:timers/promises';
import request from 'supertest';
import searchModulePrefect from '.';

const PATIENCE_MS = 15_000;

const hourly: SearchableDeployment = {
  instance: 'production',
  environment: 'production',
  id: 'd1',
  flowName: 'orders-etl',
  name: 'hourly',
  description: 'Moves what customers buy.',
  tags: ['warehouse'],
  parameters: ['region', 'batch_size'],
  owners: ['group:default/commerce'],
  entities: ['Shop front'],
};

const nightly: SearchableDeployment = {
  ...hourly,
  id: 'd2',
  name: 'nightly',
  parameters: ['threshold'],
  owners: ['group:other/insights'],
};

/** A real search over what the Prefect backend plugin answers, who may view as told. */
async function startSearch({
  mayView = () => true,
}: { mayView?(resourceRef: string): boolean } = {}) {
  const asked: string[] = [];
  let scheduler: SchedulerService;
  const prefect = createBackendPlugin({
    pluginId: 'prefect',
    register: env =>
      env.registerInit({
        deps: {
          router: coreServices.httpRouter,
          httpAuth: coreServices.httpAuth,
          scheduler: coreServices.scheduler,
        },
        init: async ({ router, httpAuth, ...services }) => {
          scheduler = services.scheduler;
          const feed = Router();
          feed.get('/search/deployments', async (req, res) => {
            const by = await httpAuth.credentials(req, { allow: ['service'] });
            asked.push(by.principal.subject);
            res.json(
              req.query.cursor
                ? { items: [nightly], nextCursor: null }
                : { items: [hourly], nextCursor: 'more' },
            );
          });
          router.use(feed);
        },
      }),
  });
  const { server } = await startTestBackend({
    features: [
      searchBackend,
      searchModulePrefect,
      prefect,
      mockServices.rootConfig.factory({
        data: {
          permission: { enabled: true },
        },
      }),
      mockServices.permissions.mock({
        authorizeConditional: async permissions =>
          permissions.map(({ permission }) => ({
            result: AuthorizeResult.CONDITIONAL,
            pluginId: 'prefect',
            resourceType: 'prefect-deployment',
            conditions: {
              rule: permission.name,
              resourceType: 'prefect-deployment',
            },
          })),
        authorize: async permissions =>
          permissions.map(each => ({
            result:
              each.permission.name === 'prefect.deployment.view' &&
              mayView(each.resourceRef ?? '')
                ? AuthorizeResult.ALLOW
                : AuthorizeResult.DENY,
          })),
      }).factory,
    ],
  });
  const find = async (term: string) => {
    const { body } = await request(server)
      .get('/api/search/query')
      .query({ term });
    return (body.results ?? []) as Array<{
      type: string;
      document: Record<string, unknown>;
    }>;
  };
  const titles = async (term: string) =>
    (await find(term)).map(({ document }) => document.title).sort();
  await readAll(scheduler!);
  return { find, titles, asked };
}

/** Has search read what there is, which tests need not wait for. */
async function readAll(scheduler: SchedulerService): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const tasks = await scheduler.getScheduledTasks();
    if (tasks.length > 0) {
      for (const { id } of tasks) await scheduler.triggerTask(id);
      return;
    }
    if (Date.now() > end) throw new Error('Search schedules nothing.');
    await delay(50);
  }
}

const BOTH = ['orders-etl/hourly', 'orders-etl/nightly'];

it('finds deployments by flow, name, tag, parameter, owner and component', async () => {
  const { titles, asked } = await startSearch();

  for (const [term, expected] of [
    ['orders', BOTH],
    ['hourly', ['orders-etl/hourly']],
    ['warehouse', BOTH],
    ['batch_size', ['orders-etl/hourly']],
    ['threshold', ['orders-etl/nightly']],
    ['commerce', ['orders-etl/hourly']],
    ['front', BOTH],
    ['nonsense', []],
  ] as const) {
    expect([term, await titles(term)]).toEqual([term, expected]);
  }
  expect(new Set(asked)).toEqual(new Set(['plugin:search']));
});

it('leads to the list of deployments and names where it is', async () => {
  const { find } = await startSearch();
  const [result] = await find('hourly');

  expect(result).toMatchObject({
    type: 'prefect-deployment',
    document: {
      location:
        '/prefect/deployments?q=orders-etl%2Fhourly&instance=production',
      environment: 'production',
      owner: 'commerce',
    },
  });
});

it('shows what the permission policy lets the reader view, and nothing else', async () => {
  const { titles } = await startSearch({
    mayView: ref => ref === 'production:d2',
  });

  expect(await titles('orders')).toEqual(['orders-etl/nightly']);
  expect(await titles('batch_size')).toEqual([]);
});
