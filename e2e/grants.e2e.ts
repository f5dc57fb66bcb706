import type { Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { verifyLedger } from '../packages/ledger-verify/src/index.ts';
import { takeLedger } from './downloads.ts';
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

test('who may not run asks with the parameters, an owner approves, it is run once with exactly those, and the ledger proves it', async ({
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

  await test.step('the ledger has the whole story, and who may audit it finds it', async () => {
    await owner.goto(`/prefect/ledger?text=${encodeURIComponent(ETL)}`);
    for (const [did, who, outcome] of [
      ['started a run', 'insights-engineer', 'Done'],
      ['approved a right', 'commerce-engineer', 'Done'],
      ['asked for a right', 'insights-engineer', 'Done'],
    ]) {
      const row = owner
        .getByRole('row')
        .filter({ hasText: `${did}: ${ETL}` })
        .filter({ hasText: who })
        .filter({ hasText: outcome });
      await expect(row.first()).toBeVisible();
    }
    await keepScreenshot(owner, 'ledger-of-a-grant');
  });

  await test.step('its export verifies without the portal, and a changed byte is found', async () => {
    const auditor = await pageOf('auditor');
    await auditor.goto('/prefect/ledger');
    const { lines, key } = await takeLedger(auditor);
    const entries = lines.map(line => JSON.parse(line));
    const started = entries.find(
      ({ kind, decision }) => kind === 'intent' && decision?.grant,
    );
    const story = entries.filter(
      ({ kind, resource }) =>
        kind === 'intent' && resource?.grant === started.decision.grant,
    );
    expect(story.map(({ action }) => action)).toEqual(['grant-approve']);
    expect(started.action).toBe('run-start');
    const options = { keys: [key] };
    expect((await verifyLedger(lines, options)).verdict).toBe('ok');

    const changed = lines.map(line =>
      line.includes('"action":"grant-approve"')
        ? line.replace('commerce-engineer', 'commerce-engineeR')
        : line,
    );
    const report = await verifyLedger(changed, options);
    expect(report.verdict).toBe('broken');
    expect(report.integrity.findings).toContainEqual(
      expect.objectContaining({ code: 'changed', seq: story[0].seq }),
    );
  });
});
