import type { Page } from '@playwright/test';
import { keepScreenshot } from './keepScreenshot.ts';
import { createRun, pathOf, type PrefectRun } from './prefect.ts';
import { rowOf } from './rowOf.ts';
import { tabTo } from './tabTo.ts';
import { expect, test } from './test.ts';
import { violationsOf } from './violationsOf.ts';

const ORDERS = '/catalog/default/component/orders';
const WORKER = { timeout: 60_000 };

/** A page and what shows that all of it is there. */
type Shown = {
  name: string;
  /** Its picture in the documentation. */
  picture?: string;
  open(page: Page): Promise<void>;
};

const opened =
  (path: string, isThere: (page: Page) => ReturnType<Page['getByRole']>) =>
  async (page: Page) => {
    await page.goto(path);
    await expect(isThere(page)).toBeVisible();
  };

const PAGES: Shown[] = [
  {
    name: 'the overview of a component with the card',
    open: opened(ORDERS, page =>
      page.getByRole('button', { name: 'Run orders-etl/hourly' }).first(),
    ),
  },
  {
    name: 'the tab of a component',
    open: opened(`${ORDERS}/prefect`, page =>
      page.getByRole('table', { name: 'the deployments' }),
    ),
  },
  {
    name: 'the run dialog',
    open: async page => {
      await page.goto(`${ORDERS}/prefect`);
      await rowOf(page, 'orders-etl/hourly')
        .getByRole('button', { name: 'Run orders-etl/hourly' })
        .click();
      await expect(page.getByLabel('Batch Size')).toBeVisible();
    },
  },
  {
    name: 'the list of runs',
    picture: 'runs',
    open: opened('/prefect/runs', page =>
      page.getByRole('table', { name: 'Runs', exact: true }),
    ),
  },
  {
    name: 'the list of deployments',
    picture: 'deployments',
    open: opened('/prefect/deployments', page =>
      page.getByRole('table', { name: 'the deployments' }),
    ),
  },
  {
    name: 'the next 24 hours',
    picture: 'schedules',
    open: opened('/prefect/deployments/schedules', page =>
      page.getByRole('slider', { name: 'Times of orders-etl/hourly' }).first(),
    ),
  },
  {
    name: 'the environments',
    picture: 'environments',
    open: opened('/prefect/deployments/environments', page =>
      page.getByRole('table', { name: 'Deployments by environment' }),
    ),
  },
  {
    name: 'the ownership',
    picture: 'ownership',
    open: opened('/prefect/deployments/ownership', page =>
      page.getByRole('table', { name: 'Ownerships in doubt' }),
    ),
  },
  {
    name: 'the overview',
    picture: 'overview',
    open: opened('/prefect/overview?owner=all', page =>
      page.getByRole('table', { name: 'By team' }),
    ),
  },
  {
    name: 'the ledger',
    open: opened('/prefect/ledger', page =>
      page.getByText('Your search is recorded too.'),
    ),
  },
  {
    name: 'the charts of a component',
    open: opened(`${ORDERS}/prefect?measure=duration`, page =>
      page.getByRole('heading', { name: 'Over time' }),
    ),
  },
];

const TABS = ['Timeline', 'Graph', 'Logs', 'Artifacts', 'Parameters'];
const RUN_TABS: Shown[] = TABS.map(tab => ({
  name: `the page of a run, ${tab.toLowerCase()}`,
  open: async page => {
    await page.goto(`${pathOf(report)}#${tab.toLowerCase()}`);
    await expect(page.getByRole('list', { name: 'States' })).toContainText(
      'Completed',
      WORKER,
    );
    const panel = page.getByRole('tabpanel', { name: new RegExp(`^${tab}`) });
    await expect(panel).toBeVisible();
    await expect(panel.getByRole('status', { name: 'Loading' })).toHaveCount(0);
  },
}));

/** A run with tasks, log lines and artifacts of several kinds. */
let report: PrefectRun;

test.beforeAll(async () => {
  report = await createRun('revenue-report/weekdays', {
    parameters: { days: 3 },
  });
});

for (const { name, picture, open } of [...PAGES, ...RUN_TABS]) {
  test(`${name} is sound for axe, light and dark, and no wider than a small phone`, async ({
    page,
  }) => {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await open(page);
      expect(await violationsOf(page), colorScheme).toEqual([]);
    }

    if (picture) await keepScreenshot(page, picture);
    await page.setViewportSize({ width: 360, height: 780 });
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
      .toBe(360);
  });
}

test('a run is started and opened by keyboard alone', async ({ page }) => {
  await page.goto(`${ORDERS}/prefect`);
  await tabTo(page, page.getByRole('region', { name: 'the deployments' }));
  await tabTo(
    page,
    rowOf(page, 'orders-etl/hourly').getByRole('button', {
      name: 'Run orders-etl/hourly',
    }),
  );
  await page.keyboard.press('Enter');

  const dialog = page.getByRole('dialog');
  await tabTo(page, dialog.getByRole('radio', { name: 'Now' }));
  await page.keyboard.press('ArrowRight');
  await expect(dialog.getByRole('radio', { name: 'Later' })).toBeFocused();
  await tabTo(page, dialog.getByRole('button', { name: 'Run in production' }));
  await page.keyboard.press('Enter');

  await tabTo(page, dialog.getByRole('link', { name: 'Open the run' }));
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('heading', { name: 'orders-etl/hourly' }),
  ).toBeVisible();
  await expect(page.getByRole('list', { name: 'States' })).toContainText(
    'Scheduled',
  );
});
