// The last file in alphabetical order: after it Prefect's worker takes a while to be back.
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { readDemo } from './demo.ts';
import { createRun, dueInHours, listRunsOf, pathOf } from './prefect.ts';
import { rowOf } from './rowOf.ts';
import { expect, test } from './test.ts';

const ETL = 'orders-etl/hourly';
/** A request has 15 s. */
const GIVEN_UP = { timeout: 30_000 };
/** It takes two pings to notice a server that is silent, and ten seconds until we say so. */
const NOTICED = { timeout: 60_000 };
/** We try again at least every 15 s. */
const BACK = { timeout: 45_000 };

const banner = (page: Page) =>
  page
    .getByRole('status')
    .filter({ hasText: /Production has not answered since \d\d:\d\d/ });

/** Prefect's process stands still: it accepts connections and says nothing. */
const stopPrefect = () => process.kill(readDemo().prefectPid, 'SIGSTOP');
const continuePrefect = () => process.kill(readDemo().prefectPid, 'SIGCONT');

test.afterEach(continuePrefect);

test('while Prefect does not answer everything stays readable and nothing is started twice, until it is back', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const run = await createRun(ETL, {
    name: `known-${randomUUID()}`,
    state: dueInHours(3),
  });
  const list = `/prefect/runs?q=${run.name}&future=true`;
  await page.goto('/catalog/default/component/orders/prefect');
  await rowOf(page, ETL)
    .getByRole('button', { name: `Run ${ETL}` })
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Later' }).check({ force: true });
  const submit = dialog.getByRole('button', { name: 'Run in production' });
  const refusal = dialog.getByRole('alert');
  const before = (await listRunsOf(ETL)).length;

  // Nobody has noticed yet, so this is sent; what becomes of it nobody knows.
  stopPrefect();
  await submit.click();
  await expect(refusal).toContainText('It was not started.', GIVEN_UP);

  const reader = await page.context().newPage();
  await reader.goto(list);
  await expect(banner(reader)).toBeVisible(NOTICED);
  for (const [path, role, name] of [
    [list, 'link', run.name],
    [pathOf(run), 'heading', ETL],
    ['/prefect/overview?owner=all', 'table', 'By team'],
    ['/prefect/deployments', 'table', 'the deployments'],
    ['/catalog/default/component/orders/prefect', 'table', 'the deployments'],
  ] as const) {
    await reader.goto(path);
    await expect(banner(reader)).toBeVisible();
    await expect(reader.getByRole(role, { name })).toBeVisible();
  }

  await submit.click();
  await expect(refusal).toContainText(
    'Production has not answered since',
    GIVEN_UP,
  );
  await expect(refusal).toContainText('Nothing was changed');

  continuePrefect();
  await expect(banner(reader)).toHaveCount(0, BACK);
  await submit.click();
  await expect(dialog.getByRole('status')).toContainText('Started');
  expect((await listRunsOf(ETL)).length).toBe(before + 1);
});
