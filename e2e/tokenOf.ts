import type { Page } from '@playwright/test';

/** The Backstage token with which the page asks the portal. */
export async function tokenOf(page: Page): Promise<string> {
  const asked = page.waitForRequest(
    request =>
      request.url().includes('/api/prefect/') &&
      request.headers().authorization !== undefined,
  );
  await page.goto('/prefect/overview');
  const { authorization } = (await asked).headers();
  return authorization.replace(/^Bearer /, '');
}
