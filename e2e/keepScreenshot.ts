import type { Page } from '@playwright/test';
import { join } from 'node:path';
import { repoRoot } from '../packages/real-parts/src/index.ts';

/** Set to keep what the tests see as the pictures of the documentation. */
const KEEP_SCREENSHOTS = 'KEEP_SCREENSHOTS';

/**
 * Keeps the page as `docs/images/<name>-light.png` when `KEEP_SCREENSHOTS` is set; a test
 * run as such changes no file of the repository.
 */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  if (process.env[KEEP_SCREENSHOTS]) await shoot(page, `${name}-light`);
}

/** The same in both themes. Backstage draws the page anew for a theme, so dialogs close. */
export async function keepBothThemes(page: Page, name: string): Promise<void> {
  if (!process.env[KEEP_SCREENSHOTS]) return;
  await shoot(page, `${name}-light`);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.waitForLoadState('networkidle');
  await shoot(page, `${name}-dark`);
  await page.emulateMedia({ colorScheme: 'light' });
}

async function shoot(page: Page, name: string): Promise<void> {
  const path = join(repoRoot(), 'docs/images', `${name}.png`);
  await page.screenshot({ path, animations: 'disabled' });
}
