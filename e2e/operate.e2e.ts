import { createRun, dueInHours, pathOf, readRun } from './prefect.ts';
import { expect, test } from './test.ts';

const WORKER = { timeout: 60_000 };

test('a run that is due later gets another time, and is cancelled only when asked twice', async ({
  page,
}) => {
  const run = await createRun('orders-etl/hourly', { state: dueInHours(2) });
  const states = page.getByRole('list', { name: 'States' });
  await page.goto(pathOf(run));

  await page.getByRole('button', { name: 'Reschedule' }).click();
  const reschedule = page.getByRole('dialog');
  await reschedule.getByLabel('At (Europe/Berlin)').fill('2031-05-06T07:08');
  await reschedule.getByRole('button', { name: 'Reschedule' }).click();
  await expect(page.getByText('The run has a new time.')).toBeVisible();
  await expect(page.getByText(/^6 May 2031, 07:08/)).toBeVisible();
  const { next_scheduled_start_time: time } = await readRun(run);
  expect(time).toBe('2031-05-06T05:08:00Z');

  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  const cancel = page.getByRole('dialog', { name: `Cancel ${run.name}?` });
  await cancel.getByRole('button', { name: 'Keep running' }).click();
  await expect(cancel).toHaveCount(0);
  expect((await readRun(run)).state.type).toBe('SCHEDULED');

  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await cancel.getByRole('button', { name: 'Cancel run' }).click();
  await expect(states).toContainText('Cancelled');
  expect((await readRun(run)).state.type).toBe('CANCELLED');
});

test('sub-flows are in the timeline of the run that started them, and its progress shows', async ({
  page,
}) => {
  const run = await createRun('backfill-orders/on-demand', {
    parameters: { days: 2, seconds_per_day: 1, last_day: '2026-03-02' },
  });
  await page.goto(pathOf(run));

  const timeline = page.getByRole('list', { name: 'Timeline' });
  for (const day of ['2026-03-02', '2026-03-01']) {
    await expect(
      timeline.getByRole('link', { name: `Open the sub-flow ${day}` }),
    ).toBeVisible(WORKER);
  }
  await page.getByRole('tab', { name: 'Artifacts 1' }).click();
  await expect(
    page.getByRole('progressbar', { name: 'Progress of backfill-progress' }),
  ).toHaveAttribute('value', '100', WORKER);

  await page.getByRole('tab', { name: 'Timeline' }).click();
  await timeline
    .getByRole('link', { name: 'Open the sub-flow 2026-03-01' })
    .click();
  await expect(
    page.getByRole('heading', { name: 'backfill-day' }),
  ).toBeVisible();
  await expect(page.getByRole('link', { name: run.name })).toBeVisible();
});

test('a failed run tells why, leads to the error and is tried again', async ({
  page,
}) => {
  const run = await createRun('settle-payments/every-15-minutes', {
    parameters: { failure_rate: 1 },
  });
  const states = page.getByRole('list', { name: 'States' });
  await page.goto(pathOf(run));
  await expect(
    page.getByText(/^GatewayTimeout: The bank's gateway/),
  ).toBeVisible(WORKER);

  await page.getByRole('link', { name: 'To the error' }).click();
  await expect(page.getByRole('tab', { name: 'Logs' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await expect(page.getByRole('log')).toContainText('GatewayTimeout');

  await page.getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByText('The run is tried again.')).toBeVisible();
  await expect(
    states.getByRole('listitem').filter({ hasText: 'Failed' }),
  ).toHaveCount(2, WORKER);
  expect((await readRun(run)).run_count).toBe(2);
});
