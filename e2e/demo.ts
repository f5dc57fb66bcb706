import { readFileSync } from 'node:fs';

/** Name of the variable that tells the browser tests where their demo is described. */
export const DEMO_FILE = 'E2E_DEMO_FILE';

/** A demo user, as `.data/demo.json` lists them. */
export type DemoUser = { name: string; password: string; groups: string[] };

/** The demo that a test run uses, written by `run.ts`. */
export type Demo = {
  portalUrl: string;
  /** Prefect's API, ending in `/api`, and the auth string that opens it. */
  prefectApiUrl: string;
  prefectAuth: string;
  /** Its process, for the test in which it does not answer. */
  prefectPid: number;
  users: DemoUser[];
  resultsDir: string;
  reportFile: string;
  browser: { executablePath: string; args: string[] };
};

/** @throws when the tests are not started by `npm test` */
export function readDemo(): Demo {
  const file = process.env[DEMO_FILE];
  if (!file) {
    throw new Error(
      'The browser tests need a running demo: start them with `npm test -- e2e`.',
    );
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}
