import type { Locator, Page } from '@playwright/test';
import { listRunsOf } from './prefect.ts';
import { rowOf } from './rowOf.ts';
import { expect, test } from './test.ts';

const ETL = 'orders-etl/hourly';

/** Opens the run dialog of a deployment on its component's page. */
async function openDialog(
  page: Page,
  { component, title }: { component: string; title: string },
): Promise<Locator> {
  await page.goto(`/catalog/default/component/${component}/prefect`);
  await rowOf(page, title)
    .getByRole('button', { name: `Run ${title}` })
    .click();
  const dialog = page.getByRole('dialog', {
    name: `Run ${title} in production`,
  });
  await expect(dialog).toBeVisible();
  return dialog;
}

const openEtl = (page: Page) =>
  openDialog(page, { component: 'orders', title: ETL });

const submit = (dialog: Locator) =>
  dialog.getByRole('button', { name: 'Run in production' });

/** Gives the run of the dialog a batch size to know it by, and a time when no worker takes it. */
async function fillForLater(dialog: Locator): Promise<number> {
  const batchSize = 1 + Math.floor(Math.random() * 9_999);
  await dialog.getByLabel('Batch Size').fill(String(batchSize));
  await dialog.getByText('Later', { exact: true }).click();
  return batchSize;
}

/** Counts how often the page asks the portal to start a run, from now on. */
function countStarts(page: Page): () => number {
  let starts = 0;
  page.on('request', request => {
    const isStart = /\/deployments\/[^/]+\/[^/]+\/runs$/.test(request.url());
    if (isStart && request.method() === 'POST') starts += 1;
  });
  return () => starts;
}

/** How many runs Prefect has of this batch size. */
async function countRuns(batchSize: number): Promise<number> {
  const runs = await listRunsOf(ETL);
  return runs.filter(
    ({ parameters }) =>
      (parameters.target as { batch_size?: number } | undefined)?.batch_size ===
      batchSize,
  ).length;
}

test('a value that does not fit is told at its field, which gets the focus, and nothing is sent', async ({
  page,
}) => {
  const started = countStarts(page);
  const dialog = await openEtl(page);
  const field = dialog.getByLabel('Batch Size');
  await field.fill('0');
  await submit(dialog).click();

  await expect(field).toBeFocused();
  await expect(field).toHaveAccessibleDescription(/>= 1/);
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  expect(started()).toBe(0);
});

test('what only the server finds wrong is told at its field too', async ({
  page,
}) => {
  const dialog = await openEtl(page);
  await dialog.getByRole('button', { name: 'Edit as JSON' }).click();
  await dialog
    .getByLabel('Parameters as JSON')
    .fill(JSON.stringify({ regions: ['de'], target: { batch_size: 20_000 } }));
  await submit(dialog).click();
  await expect(dialog.getByRole('alert')).toContainText('It was not started.');
  await expect(dialog.getByRole('alert')).toContainText('batch_size');

  await dialog.getByRole('button', { name: 'Edit as Form' }).click();
  await expect(dialog.getByLabel('Batch Size')).toHaveAccessibleDescription(
    /20000 is greater than/,
  );
});

test('a double click starts one run', async ({ page }) => {
  const dialog = await openEtl(page);
  const batchSize = await fillForLater(dialog);
  const started = countStarts(page);
  await submit(dialog).dblclick();
  await expect(dialog.getByRole('status')).toContainText('Started');

  expect(started()).toBe(1);
  expect(await countRuns(batchSize)).toBe(1);
});

test('Ctrl+Enter in a field starts the run', async ({ page }) => {
  const dialog = await openEtl(page);
  const batchSize = await fillForLater(dialog);
  await dialog.getByLabel('Batch Size').press('Control+Enter');
  await expect(dialog.getByRole('status')).toContainText('Started');

  expect(await countRuns(batchSize)).toBe(1);
});

test('what was typed survives closing the dialog, but for secrets', async ({
  page,
}) => {
  const payments = {
    component: 'payments',
    title: 'settle-payments/every-15-minutes',
  };
  const secret = 'sesame-open-4711';
  const first = await openDialog(page, payments);
  await first.getByLabel('limit').fill('7');
  await first.getByLabel('gateway_token').fill(secret);
  await page.keyboard.press('Escape');
  await expect(first).toHaveCount(0);

  await page.reload();
  const second = await openDialog(page, payments);
  await expect(second.getByLabel('limit')).toHaveValue('7');
  await expect(second.getByLabel('gateway_token')).toHaveValue('');
  const stored = await page.evaluate(() =>
    JSON.stringify({ ...sessionStorage, ...localStorage }),
  );
  expect(stored).not.toContain(secret);
});
