import { findDeployment } from './prefect.ts';
import { expect, test } from './test.ts';

const ETL = 'orders-etl/hourly';
/** Search is indexed when the portal starts, which may not be long ago. */
const INDEXED = { timeout: 60_000 };

test('a deployment is found by a parameter, and is an entity with owner, relations and its runs', async ({
  page,
}) => {
  await expect(async () => {
    await page.goto('/search?query=regions');
    await expect(page.getByText(/Parameters:.*target/).first()).toBeVisible();
  }).toPass(INDEXED);
  const results = page.getByRole('listitem').filter({ hasText: ETL });
  await expect(results.filter({ hasText: 'production' })).toHaveCount(1);
  await expect(results.filter({ hasText: 'development' })).toHaveCount(1);

  await page.goto('/?filters[kind]=resource&filters[user]=all');
  await page.getByRole('link', { name: ETL }).first().click();
  await expect(page.getByRole('heading', { name: ETL })).toBeVisible();
  await expect(page.getByText('prefect-deployment').first()).toBeVisible();
  await expect(
    page.getByRole('link', { name: 'Commerce' }).first(),
  ).toBeVisible();
  // Its component, its system and its work pool are neighbours in the graph.
  for (const neighbour of ['Orders', 'Shop', 'demo']) {
    await expect(
      page.locator('svg').getByText(neighbour, { exact: true }).first(),
    ).toBeVisible();
  }

  await page.goto(`${page.url()}/prefect`);
  const table = page.getByRole('table', { name: 'the deployments' });
  await expect(table.getByRole('link', { name: ETL })).toHaveCount(1);
});

test('a component shows its deployments in both environments, and what differs', async ({
  page,
}) => {
  await page.goto('/catalog/default/component/orders/prefect');
  const matrix = page.getByRole('table', {
    name: 'Deployments by environment',
  });
  const row = matrix.getByRole('row').filter({ hasText: ETL });
  await expect(row).toContainText('version 1.5.0');
  await expect(row).toContainText('version 1.4.0');

  await row.getByRole('button', { name: /\d differences/ }).click();
  const fields = page.getByRole('table', { name: `Fields of ${ETL}` });
  await expect(fields.getByRole('row', { name: /^Version/ })).toContainText(
    '1.5.0',
  );
});

test('a schedule is paused from the next 24 hours and resumed, and Prefect obeys', async ({
  page,
}) => {
  await page.goto('/prefect/deployments/schedules?text=orders-etl');
  const lane = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: ETL }) })
    .filter({ hasText: 'production' })
    .last();
  const change = async (act: 'Pause' | 'Resume') => {
    await lane.getByRole('button', { name: /^Change / }).click();
    await page.getByRole('menuitem', { name: `${act}…`, exact: true }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: `${act} in production` })
      .click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  };

  await change('Pause');
  await expect(lane).toContainText('paused');
  await expect(lane).toContainText('changed by commerce-engineer');
  expect((await findDeployment(ETL)).schedules[0].active).toBe(false);

  await change('Resume');
  await expect(lane).toContainText(/next \d/);
  expect((await findDeployment(ETL)).schedules[0].active).toBe(true);
});

test('what nobody owns is listed, with what to do about a claim by tag', async ({
  page,
}) => {
  await page.goto('/prefect/deployments/ownership');
  const rows = page
    .getByRole('table', { name: 'Ownerships in doubt' })
    .getByRole('row')
    .filter({ hasText: 'sync-spreadsheet/legacy' });
  await expect(rows.filter({ hasText: 'Nobody owns it' })).toContainText(
    'Production',
  );

  await rows
    .filter({ hasText: 'Only a tag claims it' })
    .getByRole('button', { name: 'How to accept' })
    .click();
  const dialog = page.getByRole('dialog', {
    name: 'Accept sync-spreadsheet/legacy',
  });
  await expect(dialog).toContainText('prefect.io/deployment');
  await expect(dialog).toContainText('sync-spreadsheet/legacy');
});
