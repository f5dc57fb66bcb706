import { defineConfig } from '@playwright/test';
import { readDemo } from './demo.ts';

const demo = readDemo();

export default defineConfig({
  testDir: '.',
  testMatch: '*.e2e.ts',
  outputDir: demo.resultsDir,
  // One demo is shared, and two cores run it; tests take turns.
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: demo.reportFile }]],
  use: {
    baseURL: demo.portalUrl,
    actionTimeout: 15_000,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: demo.browser,
  },
});
