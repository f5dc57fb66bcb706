import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { readDemo } from './demo.ts';
import { askPrefect, createRun, pathOf, type PrefectRun } from './prefect.ts';
import { expect, test } from './test.ts';

const ELSEWHERE = 'elsewhere.example';

/** What sets it has been executed. */
const EXECUTED = "window.hostile='executed'";

const MARKDOWN = `
# Report <script>${EXECUTED}</script>

<img src="/none" onerror="${EXECUTED}">
<iframe src="https://${ELSEWHERE}/frame"></iframe>
<style>@import url("https://${ELSEWHERE}/style.css");</style>
<form action="https://${ELSEWHERE}/form"><button>Sign in again</button></form>

[scripted](javascript:${EXECUTED})
[encoded](&#106;avascript:${EXECUTED})
[page of its own](data:text/html,<script>opener.${EXECUTED}</script>)
[elsewhere](https://${ELSEWHERE}/page)

![counted](https://${ELSEWHERE}/pixel.png)
![drawn](data:image/svg+xml,<svg/onload=${EXECUTED}>)
`;

/** Hosts other than the portal that the page asks, from now on. */
function watchHosts(page: Page): ReadonlySet<string> {
  const hosts = new Set<string>();
  page.on('request', request => {
    const { protocol, host } = new URL(request.url());
    const isOfNetwork = /^(https?|wss?):$/.test(protocol);
    if (isOfNetwork && host !== new URL(readDemo().portalUrl).host) {
      hosts.add(host);
    }
  });
  return hosts;
}

async function createDoneRun(name: string): Promise<PrefectRun> {
  const state = { type: 'COMPLETED' };
  return createRun('orders-etl/hourly', { name, state });
}

test('what a flow wrote is shown, executes nothing and asks nobody before a click', async ({
  page,
}) => {
  const run = await createDoneRun(`<img src=x onerror="${EXECUTED}">\u202Edlo`);
  for (const [type, data] of [
    ['markdown', MARKDOWN],
    ['link', `[scripted](javascript:${EXECUTED})`],
    ['image', `javascript:${EXECUTED}`],
    [
      'table',
      JSON.stringify([{ '<b>cell</b>': `<script>${EXECUTED}</script>` }]),
    ],
  ]) {
    await askPrefect('/artifacts/', {
      flow_run_id: run.id,
      key: `hostile-${type}`,
      type,
      data,
      description: MARKDOWN,
    });
  }
  const hosts = watchHosts(page);
  const opened: string[] = [];
  page.on('dialog', dialog => opened.push(dialog.message()));
  page.on('popup', popup => opened.push(popup.url()));

  await page.goto(`${pathOf(run)}#artifacts`);
  const panel = page.getByRole('tabpanel', { name: /^Artifacts/ });
  await expect(
    panel.getByRole('heading', { name: 'hostile-table' }),
  ).toBeVisible();
  await expect(panel.getByText('<b>cell</b>')).toBeVisible();
  const images = panel.getByRole('button', {
    name: `Load the image from ${ELSEWHERE}`,
  });
  await expect(images.first()).toBeVisible();
  for (const text of ['scripted', 'encoded', 'page of its own']) {
    for (const shown of await panel.getByText(text).all()) await shown.click();
  }

  await expect(panel.locator('script, iframe, style, form, img')).toHaveCount(
    0,
  );
  const addresses = await panel
    .getByRole('link')
    .evaluateAll(links => links.map(link => link.getAttribute('href')));
  expect(new Set(addresses)).toEqual(new Set([`https://${ELSEWHERE}/page`]));
  expect(await page.evaluate(() => 'hostile' in window)).toBe(false);
  expect(opened).toEqual([]);
  expect([...hosts]).toEqual([]);

  await page.route(`https://${ELSEWHERE}/**`, route => route.abort());
  await images.first().click();
  await expect.poll(() => [...hosts]).toEqual([ELSEWHERE]);
});

const LINES = 5_000;
const BATCH = 1_000;

/** Python's levels; every tenth line is an error. */
const levelOf = (line: number) =>
  line % 10 === 0 ? 40 : [10, 20, 30][line % 3];

/** A line that a terminal would let itself be led astray by. */
const messageOf = (line: number) =>
  [
    `\u001b[31mline ${line}\u001b[0m`,
    `line ${line} \u202Eright to left\u202C שלום`,
    `line ${line}\u0007\u0008\u001b[2J\u001b]8;;https://${ELSEWHERE}\u0007there\u001b]8;;\u0007`,
    `line ${line} <script>${EXECUTED}</script> ${'long '.repeat(100)}`,
  ][line % 4];

test('a log of 5,000 odd lines is searched, filtered, scrolled and downloaded', async ({
  page,
}) => {
  const run = await createDoneRun('odd-log');
  const beganAt = Date.now() - LINES;
  for (let first = 0; first < LINES; first += BATCH) {
    await askPrefect(
      '/logs/',
      Array.from({ length: BATCH }, (_, index) => ({
        flow_run_id: run.id,
        name: 'odd.logger',
        level: levelOf(first + index),
        message: messageOf(first + index),
        timestamp: new Date(beganAt + first + index).toISOString(),
      })),
    );
  }
  const hosts = watchHosts(page);

  // A log is read from its start only when the portal knows that the run is over.
  await page.goto(pathOf(run));
  await expect(page.getByRole('list', { name: 'States' })).toContainText(
    'Completed',
  );
  await page.getByRole('tab', { name: 'Logs' }).click();
  const log = page.getByRole('log', { name: 'Logs' });
  await expect(page.getByText(`${LINES} lines`)).toBeVisible();
  await expect(log).toContainText('line 0');
  // Only what is in sight is in the page.
  expect(await log.getByRole('link').count()).toBeLessThan(200);

  // Through all of it, as with the bar.
  await log.evaluate(async box => {
    for (let step = 0; step <= 60; step += 1) {
      box.scrollTop = (box.scrollHeight * step) / 60;
      await new Promise(requestAnimationFrame);
    }
  });
  await expect(log).toContainText(`line ${LINES - 1}`);

  await page
    .getByRole('searchbox', { name: 'Search all lines' })
    .fill('line 4321');
  await expect(page.getByText(`1 of ${LINES} lines`)).toBeVisible();
  await expect(log.locator('mark')).toHaveText('line 4321');
  await page.getByRole('searchbox', { name: 'Search all lines' }).clear();

  await page.getByRole('button', { name: /Level$/ }).click();
  await page.getByRole('option', { name: 'Error and above' }).click();
  await expect(page.getByText(`${LINES / 10} of ${LINES} lines`)).toBeVisible();

  await page.getByRole('button', { name: 'Download' }).click();
  const downloaded = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'All lines' }).click();
  const text = await readFile(await (await downloaded).path(), 'utf8');
  const numbers = [...text.matchAll(/ odd\.logger line (\d+)/g)];
  expect(numbers.map(([, number]) => Number(number))).toEqual(
    Array.from({ length: LINES }, (_, line) => line),
  );
  expect(text).not.toContain('\u001b');
  expect(await page.evaluate(() => 'hostile' in window)).toBe(false);
  expect([...hosts]).toEqual([]);
});
