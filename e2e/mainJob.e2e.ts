import { expect, test } from '@playwright/test';
import { keepBothThemes, keepScreenshot } from './keepScreenshot.ts';
import { rowOf } from './rowOf.ts';
import { signInAs } from './signIn.ts';

const ETL = 'orders-etl/hourly';
const ORDERS = '/catalog/default/component/orders/prefect';
/** A worker starts a process for each run, and this machine may be busy. */
const WORKER = { timeout: 60_000 };

test('an owner runs a flow with its form and watches a real worker execute it', async ({
  page,
}) => {
  await signInAs(page, 'commerce-engineer');
  await page.goto(ORDERS);
  await rowOf(page, ETL)
    .getByRole('button', { name: `Run ${ETL}` })
    .click();
  const dialog = page.getByRole('dialog', {
    name: `Run ${ETL} in production`,
  });
  await dialog.getByLabel('mode').selectOption('append');
  await dialog.getByLabel('Batch Size').fill('100');
  await keepScreenshot(page, 'run-dialog');
  await dialog.getByRole('button', { name: 'Run in production' }).click();
  await dialog.getByRole('link', { name: 'Open the run' }).click();

  // From here on nothing is reloaded and nothing pressed but tabs.
  await expect(page.getByRole('heading', { name: ETL })).toBeVisible();
  await expect(
    page.getByRole('link', { name: 'commerce-engineer' }),
  ).toBeVisible();
  const states = page.getByRole('list', { name: 'States' });
  await page.getByRole('tab', { name: 'Logs' }).click();
  await expect(states).toContainText('Running', WORKER);
  const log = page.getByRole('log', { name: 'Logs' });
  await expect(log).toContainText(/\d+ orders since/, WORKER);
  await expect(log).toContainText('append 100 rows into analytics.orders');
  await expect(states).toContainText('Completed', WORKER);
  await expect(log).toContainText(/\d+ orders are in the warehouse/);
  await keepScreenshot(page, 'run-logs');

  await page.getByRole('tab', { name: 'Timeline' }).click();
  const timeline = page.getByRole('list', { name: 'Timeline' });
  await expect(timeline).toContainText('extract ×3');
  await expect(timeline).toContainText('3 of 3 done');
  await keepScreenshot(page, 'run-timeline');
  await page.getByRole('tab', { name: 'Graph' }).click();
  await expect(page.getByRole('link', { name: /^load-/ })).toHaveCount(3);
  await keepScreenshot(page, 'run-graph');
  await page.getByRole('tab', { name: 'Parameters' }).click();
  await expect(page.getByRole('row', { name: /mode/ })).toContainText('append');

  const { pathname } = new URL(page.url());
  await page.goto(ORDERS);
  await expect(
    rowOf(page, ETL)
      .getByRole('group', { name: /^Last (run|\d+ runs)/ })
      .getByRole('link', { name: /: Completed, / })
      .and(page.locator(`[href="${pathname}"]`)),
  ).toBeVisible();
  await keepBothThemes(page, 'entity-tab');
});
