import type { Locator, Page } from '@playwright/test';

/** The row of a deployment of production; other instances may have one of the same title. */
export const rowOf = (page: Page, title: string): Locator =>
  page
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name: title }) })
    .filter({ hasText: 'production' });
