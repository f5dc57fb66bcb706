import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { loadNative } from './loadNative.ts';
import { PartError } from './PartError.ts';

/** A Chromium, and how it must be started under playwright-core. */
export interface Chromium {
  executablePath: string;
  args: string[];
  /** Where it came from, for a line in a report. */
  source: 'CHROMIUM_PATH' | 'system' | '@sparticuz/chromium' | 'playwright';
}

const PROGRAMS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];
const MAC_APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The browser of the end-to-end tests: `CHROMIUM_PATH`, else the system's, else
 * the one in `@sparticuz/chromium` (Linux), else Playwright's own. Throws
 * `PartError` when there is none.
 */
export async function findChromium(): Promise<Chromium> {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (await isProgram(named)) {
      return { executablePath: named, args: ARGS, source: 'CHROMIUM_PATH' };
    }
    throw new PartError('Chromium', `is not at CHROMIUM_PATH (${named})`);
  }
  const found =
    (await fromSystem()) ?? (await fromPackage()) ?? (await fromPlaywright());
  if (found) return found;
  throw new PartError(
    'Chromium',
    'was not found. Install it (Debian and Ubuntu: apt install chromium; elsewhere: npx playwright install chromium), or set CHROMIUM_PATH to its program.',
  );
}

async function fromSystem(): Promise<Chromium | undefined> {
  const inPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap(dir => PROGRAMS.map(program => join(dir, program)));
  for (const executablePath of [...inPath, ...MAC_APPLICATIONS]) {
    if (await isProgram(executablePath)) {
      return { executablePath, args: ARGS, source: 'system' };
    }
  }
  return undefined;
}

async function fromPackage(): Promise<Chromium | undefined> {
  if (process.platform !== 'linux') return undefined;
  try {
    const { default: sparticuz } = loadNative<
      typeof import('@sparticuz/chromium')
    >('@sparticuz/chromium');
    // Its own arguments are for AWS Lambda: one process for everything, which ends with the
    // first page that is closed, and web security off, which tests of it would not notice.
    return {
      executablePath: await sparticuz.executablePath(),
      args: ARGS,
      source: '@sparticuz/chromium',
    };
  } catch {
    // An optional package, and not for every processor.
    return undefined;
  }
}

async function fromPlaywright(): Promise<Chromium | undefined> {
  const executablePath = chromium.executablePath();
  return (await isProgram(executablePath))
    ? { executablePath, args: ARGS, source: 'playwright' }
    : undefined;
}

function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
