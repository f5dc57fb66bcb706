import type { Download, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';

/** Waits for the file that pressing something saves. */
export async function save(
  page: Page,
  press: () => Promise<void>,
): Promise<Download> {
  const download = page.waitForEvent('download');
  await press();
  return download;
}

export async function textOf(download: Download): Promise<string> {
  return readFileSync(await download.path(), 'utf8');
}

/** Exports what the ledger's page shows. */
export async function exportAs(page: Page, item: RegExp): Promise<Download> {
  await page.getByRole('button', { name: 'Export' }).click();
  return save(page, () => page.getByRole('menuitem', { name: item }).click());
}

/** The whole ledger and the key that verifies it, as an auditor takes them from its page. */
export async function takeLedger(
  page: Page,
): Promise<{ readonly lines: string[]; readonly key: string }> {
  await page.getByRole('button', { name: 'Check it yourself' }).click();
  const key = await save(page, () =>
    page.getByRole('button', { name: 'Save ledger.pub' }).click(),
  );
  await page.keyboard.press('Escape');
  const download = await exportAs(page, /^JSON lines/);
  return {
    lines: (await textOf(download)).trimEnd().split('\n'),
    key: await textOf(key),
  };
}
