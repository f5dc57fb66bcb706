// Time from a state change in Prefect to the page that shows it, in a real browser. Each
// sample begins when the request that changes the state is sent, so Prefect's own work on
// it is part of what is measured, and ends when the page has the new word in its document.
import { chromium, type Page } from '@playwright/test';
import { openDemo } from '../e2e/openDemo.ts';
import { signIn } from '../e2e/signIn.ts';
import { findChromium } from '../packages/real-parts/src/index.ts';
import { saveResult } from './lib/saveResult.ts';
import { spreadOf } from './lib/spread.ts';

const SAMPLES = 50;
const WARM_UP = 5;
const STATES = [
  { type: 'RUNNING', shown: 'Running' },
  { type: 'PENDING', shown: 'Starting' },
] as const;
type StateChange = (typeof STATES)[number];

const demo = await openDemo();
const { executablePath, args } = await findChromium();
const browser = await chromium.launch({ executablePath, args });
try {
  const run = await createRun();
  const page = await browser.newPage({ baseURL: demo.record.portalUrl });
  const [user] = demo.record.users;
  await signIn(page, user);
  await page.goto(`/prefect/runs/production/${run}`);
  await page.getByRole('heading', { name: 'orders-etl/hourly' }).waitFor();

  const onPage: number[] = [];
  const inPrefect: number[] = [];
  for (let sample = 0; sample < WARM_UP + SAMPLES; sample++) {
    const change = STATES[sample % STATES.length];
    const { prefectMs, pageMs } = await measure(page, run, change);
    if (sample < WARM_UP) continue;
    inPrefect.push(prefectMs);
    onPage.push(pageMs);
    // Changes of one run in a row would be gathered into one signal.
    await page.waitForTimeout(300);
  }
  saveResult({
    name: 'latency',
    what: `Milliseconds from sending a state change to Prefect until the open page of that run shows it, ${SAMPLES} samples; and how much of that Prefect took to answer`,
    target: 'p95 ≤ 300 ms',
    measured: { onPageMs: spreadOf(onPage), prefectMs: spreadOf(inPrefect) },
  });
} finally {
  await browser.close();
  await demo.close();
}

async function measure(page: Page, run: string, { type, shown }: StateChange) {
  const seen = page.evaluate(
    text =>
      new Promise<number>(resolve => {
        const badge = () =>
          document.querySelector('[data-state]')?.textContent?.trim();
        const look = () => {
          if (badge() !== text) return;
          observer.disconnect();
          resolve(Date.now());
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, {
          subtree: true,
          childList: true,
          characterData: true,
          attributes: true,
        });
        look();
      }),
    shown,
  );
  const sentAt = Date.now();
  await askPrefect(`/flow_runs/${run}/set_state`, {
    state: { type },
    force: true,
  });
  const answeredAt = Date.now();
  return { prefectMs: answeredAt - sentAt, pageMs: (await seen) - sentAt };
}

/** A run that no worker touches: it is made for next year. */
async function createRun(): Promise<string> {
  const [deployment] = await askPrefect('/deployments/filter', {
    flows: { name: { any_: ['orders-etl'] } },
  });
  const run = await askPrefect(
    `/deployments/${deployment.id}/create_flow_run`,
    {
      state: {
        type: 'SCHEDULED',
        state_details: {
          scheduled_time: new Date(Date.now() + 365 * 86_400_000).toISOString(),
        },
      },
    },
  );
  return run.id;
}

async function askPrefect(path: string, body: object) {
  const { prefectApiUrl, prefectAuth } = demo.record;
  const answer = await fetch(`${prefectApiUrl}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(prefectAuth ?? '').toString(
        'base64',
      )}`,
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}.`);
  return answer.json();
}
