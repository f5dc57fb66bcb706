import { randomUUID } from 'node:crypto';
import { keepScreenshot } from './keepScreenshot.ts';
import { createRun, findDeployment, listRunsOf, pathOf } from './prefect.ts';
import { rowOf } from './rowOf.ts';
import { tokenOf } from './tokenOf.ts';
import { expect, test } from './test.ts';

const ORDERS = '/catalog/default/component/orders/prefect';
const DENIED =
  'You may not run this. Closest policy: owners-run, for commerce.';
const UNKNOWN = 'Not here, deleted, or not yours to see.';

test('who does not own a deployment is told why its Run button is locked, and keeps the focus', async ({
  pageOf,
}) => {
  const page = await pageOf('insights-engineer');
  await page.goto(ORDERS);
  const run = rowOf(page, 'orders-etl/hourly').getByRole('button', {
    name: 'Run orders-etl/hourly',
  });
  await expect(run).toHaveAttribute('aria-disabled', 'true');

  await run.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toContainText(DENIED);
  await keepScreenshot(page, 'denied');
  await page.keyboard.press('Escape');

  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(run).toBeFocused();
});

test('who is in no team may view and not run', async ({ pageOf }) => {
  const run = await createRun('orders-etl/hourly', {
    state: { type: 'FAILED', message: 'Ended by a test.' },
  });
  const page = await pageOf('newcomer');

  await page.goto('/prefect/deployments');
  const buttons = page.getByRole('button', { name: /^Run / });
  await expect(buttons).not.toHaveCount(0);
  for (const button of await buttons.all()) {
    await expect(button).toHaveAttribute('aria-disabled', 'true');
  }

  await page.goto(pathOf(run));
  for (const name of ['Retry', 'Run again']) {
    await expect(page.getByRole('button', { name })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
  }
});

test.describe('a deployment of a restricted component', () => {
  test('is in the lists for its owners alone', async ({ page, pageOf }) => {
    await createRun('vacuum-warehouse/nightly', {
      state: { type: 'COMPLETED' },
    });
    const owners = await pageOf('platform-engineer');
    for (const [path, none] of [
      ['/prefect/deployments', 'No deployments match.'],
      ['/prefect/runs', 'No runs match.'],
    ]) {
      const search = `${path}?q=vacuum-warehouse`;
      await owners.goto(search);
      await expect(
        owners
          .getByRole('link', { name: /^vacuum-warehouse\/nightly/ })
          .first(),
      ).toBeVisible();
      await page.goto(search);
      await expect(page.getByText(none)).toBeVisible();
    }
  });

  test('counts in the overview for its owners alone', async ({
    page,
    pageOf,
  }) => {
    const owners = await pageOf('platform-engineer');
    for (const [reader, teams] of [
      [owners, ['commerce', 'insights', 'platform', 'Nobody']],
      [page, ['commerce', 'insights', 'Nobody']],
    ] as const) {
      await reader.goto('/prefect/overview?owner=all');
      await expect(
        reader.getByRole('table', { name: 'By team' }).getByRole('rowheader'),
      ).toHaveText(teams);
    }
  });

  test('has runs that are told from what does not exist by nobody else', async ({
    page,
    pageOf,
  }) => {
    const run = await createRun('vacuum-warehouse/nightly', {
      state: { type: 'COMPLETED' },
    });
    const owners = await pageOf('platform-engineer');
    await owners.goto(pathOf(run));
    await expect(
      owners.getByRole('heading', { name: 'vacuum-warehouse/nightly' }),
    ).toBeVisible();

    for (const { id } of [run, { id: randomUUID() }]) {
      await page.goto(pathOf({ id }));
      await expect(page.getByText(UNKNOWN)).toBeVisible();
      await expect(page.getByText('vacuum')).toHaveCount(0);
    }
  });
});

test.describe('a run that is started past the pages', () => {
  const starts = [
    {
      what: 'by somebody else than its owners is denied',
      title: 'orders-etl/hourly',
      status: 403,
      error: {
        name: 'NotAllowedError',
        code: 'PREFECT_DENIED',
        message: DENIED,
      },
    },
    {
      what: 'of what one may not view is not there',
      title: 'vacuum-warehouse/nightly',
      status: 404,
      error: {
        name: 'NotFoundError',
        code: 'PREFECT_NOT_FOUND',
        message: UNKNOWN,
      },
    },
  ];

  for (const { what, title, status, error } of starts) {
    test(what, async ({ pageOf }) => {
      const page = await pageOf('insights-engineer');
      const { id } = await findDeployment(title);
      const key = randomUUID();

      const answer = await page.request.post(
        `/api/prefect/deployments/production/${id}/runs`,
        {
          headers: { authorization: `Bearer ${await tokenOf(page)}` },
          data: { parameters: {}, idempotencyKey: key },
        },
      );

      expect(answer.status()).toBe(status);
      expect(await answer.json()).toMatchObject({
        error,
        response: { statusCode: status },
      });
      const keys = (await listRunsOf(title)).map(run => run.idempotency_key);
      expect(keys).not.toContain(`${id}:${key}`);
    });
  }
});
