import { createRun, pathOf } from './prefect.ts';
import { expect, test } from './test.ts';

test.use({ user: 'insights-engineer' });

const WORKER = { timeout: 60_000 };

test('an owner answers the form that a run waits for, and the run goes on', async ({
  page,
  pageOf,
}) => {
  const run = await createRun('train-churn-model/on-demand', {
    parameters: { epochs: 1, decide_within_s: 900 },
  });
  const question = 'Waits for input since';

  await page.goto('/prefect/overview');
  const answer = page
    .getByRole('link', { name: 'Answer: train-churn-model/on-demand' })
    .and(page.locator(`[href="${pathOf(run)}"]`));
  await expect(answer).toBeVisible(WORKER);
  await expect(
    page.getByRole('listitem').filter({ has: answer }),
  ).toContainText(/waits for input, .+ left/);

  const others = await pageOf('commerce-engineer');
  await others.goto(pathOf(run));
  await expect(others.getByText(question)).toBeVisible();
  await expect(others.getByRole('button', { name: 'Resume' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );

  await answer.click();
  await expect(page.getByText(question)).toBeVisible();
  await expect(page.getByText(/The model reached an auc of/)).toBeVisible();
  await page.getByRole('checkbox', { name: 'Approve' }).check();
  await page.getByLabel('stage').selectOption('shadow');
  await page.getByLabel('Traffic Percent').fill('25');
  await page.getByRole('button', { name: 'Resume' }).click();

  await expect(page.getByRole('list', { name: 'States' })).toContainText(
    'Completed',
    WORKER,
  );
  await expect(page.getByText(question)).toHaveCount(0);
  await page.getByRole('tab', { name: 'Logs' }).click();
  await expect(page.getByRole('log', { name: 'Logs' })).toContainText(
    'Released to shadow with 25 %',
  );
  await page.getByRole('tab', { name: 'Artifacts 1' }).click();
  await expect(
    page
      .getByRole('table', { name: 'churn-model-quality' })
      .getByRole('row', { name: /^auc/ }),
  ).toBeVisible();
});
