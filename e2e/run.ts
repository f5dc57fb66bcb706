// The browser tests: `npm test -- e2e [PATTERN]`. Ends with a line `N passed, N failed`.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { findChromium, repoRoot } from '../packages/real-parts/src/index.ts';
import { type Demo, DEMO_FILE } from './demo.ts';
import { openDemo, type OpenDemo } from './openDemo.ts';

const root = repoRoot();

void main(process.argv.slice(2)).then(
  exitCode => process.exit(exitCode),
  error => {
    console.error(error.message);
    console.log('0 passed, 1 failed');
    process.exit(1);
  },
);

async function main(patterns: string[]): Promise<number> {
  const browser = await findChromium();
  console.log(`Chromium: ${browser.source}`);
  const open = await openDemo();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => void open.close().then(() => process.exit(1)));
  }
  try {
    const demo = describe(open, browser);
    const file = join(open.dataDir, 'e2e.json');
    writeFileSync(file, JSON.stringify(demo), { mode: 0o600 });
    const exitCode = await runPlaywright(patterns, file);
    return report(demo.reportFile, exitCode);
  } finally {
    await open.close();
  }
}

function describe(
  { record, prefectPid, dataDir }: OpenDemo,
  { executablePath, args }: Demo['browser'],
): Demo {
  return {
    portalUrl: record.portalUrl,
    prefectApiUrl: record.prefectApiUrl,
    prefectAuth: record.prefectAuth ?? '',
    prefectPid,
    users: record.users,
    resultsDir: join(root, '.data/e2e-results'),
    reportFile: join(dataDir, 'e2e-report.json'),
    browser: { executablePath, args },
  };
}

function runPlaywright(patterns: string[], demoFile: string): Promise<number> {
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli');
  const child = spawn(
    process.execPath,
    [
      cli,
      'test',
      '--config',
      join(root, 'e2e/playwright.config.ts'),
      ...patterns,
    ],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, [DEMO_FILE]: demoFile },
    },
  );
  return new Promise(resolve => {
    child.once('exit', code => resolve(code ?? 1));
  });
}

/** What Playwright counted; a run without a report or a test is a failure. */
function report(file: string, exitCode: number): number {
  const stats = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8')).stats
    : { expected: 0, unexpected: 1, flaky: 0, skipped: 0 };
  const failed = stats.unexpected + stats.flaky + stats.skipped;
  console.log(`${stats.expected} passed, ${failed} failed`);
  return exitCode === 0 && failed === 0 && stats.expected > 0 ? 0 : 1;
}
