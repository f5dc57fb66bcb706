import type { Page } from '@playwright/test';
import {
  verifyLedger,
  verifyProof,
} from '../packages/ledger-verify/src/index.ts';
import { exportAs, save, takeLedger, textOf } from './downloads.ts';
import { rowOf } from './rowOf.ts';
import { expect, test } from './test.ts';
import { violationsOf } from './violationsOf.ts';

const ETL = 'orders-etl/hourly';
const ORDERS = '/catalog/default/component/orders/prefect';
const STARTED = `started a run: ${ETL}`;
const UNKNOWN = 'Not here, deleted, or not yours to see.';

async function startRun(page: Page): Promise<void> {
  await page.goto(ORDERS);
  await rowOf(page, ETL)
    .getByRole('button', { name: `Run ${ETL}` })
    .click();
  const dialog = page.getByRole('dialog', {
    name: `Run ${ETL} in production`,
  });
  await dialog.getByLabel('mode').selectOption('append');
  await dialog.getByRole('button', { name: 'Run in production' }).click();
  await dialog.getByRole('link', { name: 'Open the run' }).click();
  await expect(page.getByRole('heading', { name: ETL })).toBeVisible();
}

const main = (page: Page) => page.getByRole('main');

test('an owner finds what they did in the ledger, from the run and back, with its proof', async ({
  page,
  pageOf,
}) => {
  await startRun(page);
  const runPath = new URL(page.url()).pathname;
  await main(page).getByRole('link', { name: 'Ledger', exact: true }).click();

  const row = page.getByRole('row').filter({ hasText: STARTED });
  await expect(row).toHaveCount(1);
  await expect(row).toContainText('commerce-engineer');
  await expect(row).toContainText('owners-run');
  await expect(row).toContainText('Portal');
  await expect(row).toContainText('Done');
  await expect(page.getByText('Your search is recorded too.')).toBeVisible();
  await expect(page.getByText(/^Checked/)).toBeVisible({ timeout: 60_000 });
  const list = page.url();
  expect(await violationsOf(page)).toEqual([]);

  const csv = await exportAs(page, /^CSV/);
  expect(csv.suggestedFilename()).toMatch(/^ledger-.*\.csv$/);
  const [, line] = (await textOf(csv)).split('\r\n');
  expect(line).toContain(runPath.split('/').at(-1));
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: /^Locked: JSON lines/ }).click();
  await expect(
    page.getByText(/^The whole ledger is for who may/),
  ).toBeVisible();

  await row.getByRole('link', { name: /^Open the entry/ }).click();
  await expect(page.getByRole('heading', { name: STARTED })).toBeVisible();
  await expect(page.getByRole('list', { name: 'What happened' })).toContainText(
    'owners-run',
  );
  await expect(page.getByRole('row', { name: /mode/ })).toContainText('append');
  await page.getByRole('button', { name: 'Get the proof' }).click();
  const proof = await save(page, () =>
    page.getByRole('button', { name: 'Save the proof' }).click(),
  );
  const key = await save(page, () =>
    page.getByRole('button', { name: 'Save ledger.pub' }).click(),
  );
  expect(
    verifyProof(JSON.parse(await textOf(proof)), [await textOf(key)]),
  ).toBeUndefined();
  expect(await violationsOf(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await violationsOf(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 780 });
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
    .toBe(360);
  const entry = page.url();
  await page.getByRole('link', { name: 'Open the run' }).click();
  await expect(page).toHaveURL(new RegExp(`${runPath}$`));

  const others = await pageOf('insights-engineer');
  await others.goto(list);
  await expect(others.getByText('No entries match.')).toBeVisible();
  await others.goto(entry);
  await expect(others.getByText(UNKNOWN)).toBeVisible();
  await others.goto('/prefect/ledger');
  await expect(others.getByText('Your search is recorded too.')).toBeVisible();
  await expect(others.getByText(STARTED)).toHaveCount(0);

  const newcomer = await pageOf('newcomer');
  await newcomer.goto('/prefect/ledger');
  await expect(
    newcomer.getByText('The ledger is not yours to read.'),
  ).toBeVisible();
});

test('an auditor takes the whole ledger away, and it verifies until a byte is changed', async ({
  page: owner,
  pageOf,
}) => {
  await startRun(owner);
  const page = await pageOf('auditor');
  await page.goto('/prefect/ledger?action=run-start');
  await expect(
    page.getByRole('row').filter({ hasText: STARTED }).first(),
  ).toContainText('Done');

  const { lines, key } = await takeLedger(page);
  const options = { keys: [key] };

  const report = await verifyLedger(lines, options);
  expect(report.verdict).toBe('ok');
  expect(report.counts.intents).toBeGreaterThan(0);

  const index = lines.findIndex(line => line.includes('"action":"run-start"'));
  const { writer, seq } = JSON.parse(lines[index]);
  const changed = lines.with(
    index,
    lines[index].replace('"action":"run-start"', '"action":"run-stArt"'),
  );
  const { verdict, integrity } = await verifyLedger(changed, options);
  expect(verdict).toBe('broken');
  expect(integrity.findings).toContainEqual(
    expect.objectContaining({ code: 'changed', writer, seq }),
  );

  await page.goto('/prefect/ledger?action=ledger-export');
  await expect(page.getByRole('row').nth(1)).toContainText('auditor');
});
