import { expect, test } from './test.ts';
test('a', async ({ page }) => { await page.goto('/prefect/runs'); await expect(page.getByRole('table',{name:'Runs'})).toBeVisible(); });
test('b', async ({ page, pageOf }) => { await page.goto('/prefect/deployments'); await expect(page.getByRole('table')).toBeVisible();
 const p=await pageOf('newcomer'); await p.goto('/prefect/overview'); await expect(p.getByRole('heading',{level:2})).toBeVisible(); await p.screenshot({path:'/tmp/e2e-dev/overview.png'}); await page.screenshot({path:'/tmp/e2e-dev/deployments.png'}); });
