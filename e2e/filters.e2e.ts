import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { createRun, setState } from './prefect.ts';
import { expect, test } from './test.ts';

/** Chooses a value of a filter, which is a list to choose from. */
async function choose(page: Page, filter: string, value: string) {
  const filters = page.getByRole('search', { name: 'Filters' });
  await filters.getByRole('button', { name: new RegExp(`${filter}$`) }).click();
  await page.getByRole('option', { name: value, exact: true }).click();
  await page.keyboard.press('Escape');
}

const asked = (page: Page) => [...new URL(page.url()).searchParams];

test('filters of the runs are in the address, and survive a reload and Back', async ({
  page,
}) => {
  const name = `filtered-${randomUUID()}`;
  for (const type of ['FAILED', 'COMPLETED', 'CANCELLED']) {
    await createRun('orders-etl/hourly', {
      name: `${name}-${type}`,
      state: { type },
    });
  }
  const runs = page.getByRole('table', { name: 'Runs', exact: true });
  const shows = async (...types: string[]) => {
    const links = runs.getByRole('link', { name });
    await expect(links).toHaveCount(types.length);
    for (const type of types) {
      await expect(
        runs.getByRole('link', { name: `${name}-${type}` }),
      ).toBeVisible();
    }
  };

  await page.goto('/prefect/runs');
  await page
    .getByRole('searchbox', { name: 'Run, flow or deployment' })
    .fill(name);
  await shows('FAILED', 'COMPLETED', 'CANCELLED');
  await choose(page, 'State', 'Failed');
  await shows('FAILED');
  await choose(page, 'State', 'Cancelled');
  await shows('FAILED', 'CANCELLED');
  await choose(page, 'Time', 'Last hour');
  await shows('FAILED', 'CANCELLED');
  const all = [
    ['q', name],
    ['state', 'FAILED'],
    ['state', 'CANCELLED'],
    ['since', '1h'],
  ];
  expect(asked(page)).toEqual(all);

  await page.reload();
  await shows('FAILED', 'CANCELLED');
  expect(asked(page)).toEqual(all);

  await page.goBack();
  await page.goBack();
  expect(asked(page)).toEqual(all.slice(0, 2));
  await shows('FAILED');

  await page.getByRole('button', { name: 'Clear filters' }).first().click();
  await expect(page).toHaveURL('/prefect/runs');
  await expect(
    page.getByRole('searchbox', { name: 'Run, flow or deployment' }),
  ).toHaveValue('');
});

test('numbers of the overview open the lists that they count', async ({
  page,
}) => {
  const run = await createRun('orders-etl/hourly', {
    name: `counted-${randomUUID()}`,
    state: { type: 'RUNNING' },
  });
  try {
    const number = (name: string) =>
      page
        .getByRole('table', { name: 'By team' })
        .getByRole('link', { name: `${name}, commerce` });

    await page.goto('/prefect/overview?owner=all');
    const running = await number('Running').textContent();
    await number('Running').click();
    await expect(page.getByRole('link', { name: run.name })).toBeVisible();
    await expect(page.getByText(`1–${running} of ${running}`)).toBeVisible();
    await page.goBack();

    const deployments = await number('Deployments').textContent();
    await number('Deployments').click();
    await expect(
      page.getByText(`1–${deployments} of ${deployments}`),
    ).toBeVisible();
    await expect(
      page
        .getByRole('link', { name: 'settle-payments/every-15-minutes' })
        .first(),
    ).toBeVisible();
    await expect(
      page.getByRole('link', { name: 'revenue-report/weekdays' }),
    ).toHaveCount(0);
    await page.goBack();

    await page
      .getByRole('region', { name: 'Running' })
      .getByRole('link', { name: /^\d+ runs?$/ })
      .click();
    await expect(page.getByRole('link', { name: run.name })).toBeVisible();
    expect(asked(page)).toContainEqual(['state', 'RUNNING']);
  } finally {
    await setState(run, { type: 'COMPLETED' });
  }
});
