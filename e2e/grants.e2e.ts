import type { Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { keepScreenshot } from './keepScreenshot.ts';
import { findDeployment, listRunsOf } from './prefect.ts';
import { rowOf } from './rowOf.ts';
import { expect, test } from './test.ts';
import { tokenOf } from './tokenOf.ts';

const ETL = 'orders-etl/hourly';
const ORDERS = '/catalog/default/component/orders/prefect';

/** Starts a run past the pages, as whoever is signed in on the page. */
async function startRun(page: Page, parameters: object) {
  const { id } = await findDeployment(ETL);
  const answer = await page.request.post(
    `/api/prefect/deployments/production/${id}/runs`,
    {
      headers: { authorization: `Bearer ${await tokenOf(page)}` },
      data: { parameters, idempotencyKey: randomUUID() },
    },
  );
  return { status: answer.status(), error: (await answer.json()).error };
}

test('who may not run asks with the parameters, an owner approves, and it is run once with exactly those', async ({
  page: owner,
  pageOf,
}) => {
  const asker = await pageOf('insights-engineer');
  const elsewhere = await pageOf('insights-engineer');

  await test.step('the lock leads to the same form, and that to asking', async () => {
    await asker.goto(ORDERS);
    await rowOf(asker, ETL)
      .getByRole('button', { name: `Run ${ETL}` })
      .press('Enter');
    await asker.getByRole('button', { name: 'Ask', exact: true }).click();
    const form = asker.getByRole('dialog', {
      name: `Run ${ETL} in production`,
    });
    await form.getByLabel('mode').selectOption('append');
    await form.getByLabel('Batch Size').fill('100');
    await form
      .getByRole('button', { name: 'Ask with these parameters' })
      .click();
    const ask = asker.getByRole('dialog', {
      name: `Ask to run ${ETL} in production`,
    });
    await expect(ask).toContainText(
      /Needs 1 of Commerce (Engineer|Lead), Commerce (Engineer|Lead); not yourself\./,
    );
    await ask
      .getByRole('textbox', { name: /^Because/ })
      .fill('The report lacks the orders since ten');
    await keepScreenshot(asker, 'access-ask');
    await ask.getByRole('button', { name: 'Ask', exact: true }).click();
    await ask.getByRole('link', { name: 'See the request' }).click();
    await expect(
      asker.getByText('Somebody else decides: it is you who asked for it.'),
    ).toBeVisible();
    await expect(asker.getByRole('button', { name: 'Approve' })).toHaveCount(0);
  });

  await test.step('an owner finds it in the overview and approves it', async () => {
    await owner.goto('/prefect/overview');
    await owner.getByRole('link', { name: `Review: ${ETL}` }).click();
    const runs = owner.getByRole('region', { name: 'What will run' });
    await expect(runs.getByRole('row', { name: /^mode/ })).toContainText(
      '"append"',
    );
    await expect(
      owner.getByRole('link', { name: 'Approvals (1)' }),
    ).toBeVisible();
    await keepScreenshot(owner, 'access-approvals');
    await owner
      .getByRole('textbox', { name: /^A word to it/ })
      .fill('Once is fine');
    await owner.getByRole('button', { name: 'Approve' }).click();
    await expect(owner.getByText('Nothing waits for you.')).toBeVisible();
    await expect(owner.getByText('In force')).toBeVisible();
  });

  await test.step('with other parameters it is refused', async () => {
    const { status, error } = await startRun(elsewhere, { mode: 'replace' });
    expect(status).toBe(403);
    expect(error).toMatchObject({
      code: 'PREFECT_DENIED',
      message: expect.stringContaining('with these parameters'),
    });
  });

  await test.step('the page of who asked knows it by itself, and runs it', async () => {
    await asker
      .getByRole('button', { name: 'Run with the approved parameters' })
      .click();
    const form = asker.getByRole('dialog', {
      name: `Run ${ETL} in production`,
    });
    await expect(form.getByLabel('mode').locator('option:checked')).toHaveText(
      'append',
    );
    await form.getByRole('button', { name: 'Run in production' }).click();
    await form.getByRole('link', { name: 'Open the run' }).click();
    await expect(asker.getByRole('heading', { name: ETL })).toBeVisible();
    await expect(
      asker.getByRole('link', { name: 'insights-engineer' }),
    ).toBeVisible();
    const [latest] = (await listRunsOf(ETL)).filter(
      ({ parameters }) => parameters.mode === 'append',
    );
    expect(latest.parameters).toMatchObject({ target: { batch_size: 100 } });
  });

  await test.step('a second use is refused, with the same parameters too', async () => {
    const [{ parameters }] = (await listRunsOf(ETL)).filter(
      each => each.parameters.mode === 'append',
    );
    const { status, error } = await startRun(elsewhere, parameters);
    expect(status).toBe(403);
    expect(error).toMatchObject({ code: 'PREFECT_DENIED' });
  });

  await test.step('its story tells who asked, who approved, and the run', async () => {
    await asker.goto('/prefect/access');
    await asker.getByRole('link', { name: `Run ${ETL}`, exact: true }).click();
    const story = asker.getByRole('region', { name: 'Story' });
    await expect(story.getByRole('listitem')).toHaveCount(3);
    await expect(story).toContainText('Once is fine');
    await expect(
      story.getByRole('link', { name: 'See the run' }),
    ).toBeVisible();
  });
});
