import { expect, test } from '@playwright/test';
import { keepBothThemes, keepScreenshot } from './keepScreenshot.ts';
import { signInAs } from './signIn.ts';

test('an owner runs a flow with its form and watches a real worker execute it', async ({
  page,
}) => {
  await signInAs(page, 'commerce-engineer');
  await page.goto('/catalog/default/component/orders/prefect');

  await page.getByRole('button', { name: 'Run orders-etl/hourly' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Run orders-etl/hourly in production');
  await dialog.getByLabel('mode').selectOption('append');
  await dialog.getByLabel('Batch Size').fill('100');
  await keepScreenshot(page, 'run-dialog');
  await dialog.getByRole('button', { name: 'Run in production' }).click();
  await dialog.getByRole('link', { name: 'Open the run' }).click();

  await expect(
    page.getByRole('heading', { name: 'orders-etl/hourly' }),
  ).toBeVisible();
  await expect(page.getByText('commerce-engineer').first()).toBeVisible();

  await page.getByRole('tab', { name: 'Logs' }).click();
  const log = page.getByRole('log', { name: 'Logs' });
  await expect(log).toContainText(/orders since/, { timeout: 60_000 });
  await expect(log).toContainText('append', { timeout: 60_000 });
  await expect(page.locator('[data-state=COMPLETED]').first()).toBeVisible({
    timeout: 60_000,
  });
  await expect(log).toContainText(/\d+ orders are in the warehouse/);
  await keepBothThemes(page, 'run-logs');

  await page.getByRole('tab', { name: 'Timeline' }).click();
  await expect(page.getByText('extract').first()).toBeVisible();
  await keepBothThemes(page, 'run-timeline');
  await page.getByRole('tab', { name: 'Graph' }).click();
  await expect(page.getByText('load').first()).toBeVisible();
  await keepScreenshot(page, 'run-graph');
  await page.getByRole('tab', { name: 'Parameters' }).click();
  await expect(page.getByRole('row', { name: /mode/ })).toContainText('append');

  await page.goto('/catalog/default/component/orders/prefect');
  await expect(page.getByRole('group', { name: 'Last run' })).toBeVisible();
  await keepBothThemes(page, 'entity-tab');
});
