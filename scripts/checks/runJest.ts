import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { single, timed, type Outcome } from './Outcome.ts';
import { runProgram } from './runProgram.ts';

/** Which of the workspaces' tests: alone, or against real parts. */
export interface JestRun {
  root: string;
  kind: 'unit' | 'integration';
  /** A part of the tests' paths. */
  pattern?: string;
  env: Record<string, string>;
}

/** What Jest writes with `--json`; only what we read. */
interface JestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numRuntimeErrorTestSuites: number;
}

const INTEGRATION = String.raw`\.integration\.test\.[cm]?tsx?$`;

/** Prefect and a worker take their time to start on a busy machine. */
const INTEGRATION_TIMEOUT_MS = 180_000;

/** Runs the tests of all workspaces; a skipped test counts as failed. */
export function runJest(run: JestRun): Promise<Outcome> {
  return timed(run.kind, async () => {
    const dir = await mkdtemp(join(tmpdir(), 'jest-report-'));
    const reportFile = join(dir, 'report.json');
    try {
      const { code } = await runProgram({
        file: join(run.root, 'node_modules/.bin/backstage-cli'),
        args: [
          ...['repo', 'test', '--watchAll=false', '--passWithNoTests'],
          ...['--json', `--outputFile=${reportFile}`],
          ...selectionOf(run),
        ],
        cwd: run.root,
        env: {
          ...process.env,
          ...run.env,
          // Real parts load ES modules through Node itself.
          NODE_OPTIONS: '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
        },
        output: 'shown',
      });
      const report = await readFile(reportFile, 'utf8').catch(() => undefined);
      if (!report) return { ...single(run.kind, false), remark: 'no report' };
      return outcomeOf(run.kind, JSON.parse(report), code);
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  });
}

function selectionOf({ kind, pattern }: JestRun): string[] {
  if (kind === 'unit') {
    return [
      `--testPathIgnorePatterns=/node_modules/`,
      `--testPathIgnorePatterns=${INTEGRATION}`,
      ...(pattern ? [`--testPathPatterns=${pattern}`] : []),
    ];
  }
  return [
    // One real Prefect at a time is what two cores carry.
    '--maxWorkers=1',
    `--testTimeout=${INTEGRATION_TIMEOUT_MS}`,
    // Jest joins several patterns with "or"; both must hold.
    `--testPathPatterns=${pattern ? `(${pattern}).*` : ''}${INTEGRATION}`,
  ];
}

function outcomeOf(
  name: string,
  report: JestReport,
  code: number,
): Omit<Outcome, 'seconds'> {
  const { numPassedTests, numFailedTests, numPendingTests } = report;
  const failed =
    numFailedTests + numPendingTests + report.numRuntimeErrorTestSuites;
  const remark = numPendingTests > 0 ? `${numPendingTests} skipped` : undefined;
  if (failed === 0 && code !== 0) {
    return { name, passed: numPassedTests, failed: 1, remark: 'exit code' };
  }
  return { name, passed: numPassedTests, failed, remark };
}
