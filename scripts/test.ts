// `npm test [-- unit|integration|e2e [PATTERN]]`: everything, or one part.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ensurePython,
  OLDEST_PREFECT,
  repoRoot,
  startPostgres,
} from '../packages/real-parts/src/index.ts';
import { summaryOf, sumOf, type Outcome } from './checks/Outcome.ts';
import { runE2e } from './checks/runE2e.ts';
import { runJest } from './checks/runJest.ts';
import { runScriptTests } from './checks/runScriptTests.ts';
import { runStatic } from './checks/runStatic.ts';

const PARTS = ['static', 'unit', 'integration', 'e2e'] as const;
type PartName = (typeof PARTS)[number];

const USAGE = `npm test [-- PART [PATTERN]]
Runs everything, or one part: ${PARTS.join(', ')}.
PATTERN is a part of the tests' paths, as Jest takes it.`;

const root = repoRoot();

void main(process.argv.slice(2)).then(exitCode => process.exit(exitCode));

async function main([part, pattern]: string[]): Promise<number> {
  if (part !== undefined && !isPart(part)) {
    console.error(USAGE);
    return part === '--help' ? 0 : 2;
  }
  const outcomes: Outcome[] = [];
  for (const name of part ? [part] : PARTS) {
    outcomes.push(...(await runPart(name, pattern)));
  }
  console.log(`\n${summaryOf(outcomes)}`);
  const { passed, failed } = sumOf(outcomes);
  return failed === 0 && passed > 0 ? 0 : 1;
}

function isPart(text: string): text is PartName {
  return PARTS.some(part => part === text);
}

async function runPart(part: PartName, pattern?: string): Promise<Outcome[]> {
  switch (part) {
    case 'static':
      return runStatic(root);
    case 'unit':
      return [
        await withPostgres(env =>
          runJest({ root, kind: 'unit', pattern, env }),
        ),
        await runScriptTests(root, pattern),
      ];
    case 'integration':
      await ensurePython();
      await ensurePython(OLDEST_PREFECT);
      return [
        await withPostgres(env =>
          runJest({ root, kind: 'integration', pattern, env }),
        ),
      ];
    case 'e2e':
      await ensurePython();
      return [await runE2e(root, pattern)];
    default:
      return part satisfies never;
  }
}

/** Stores are tested on SQLite and on Postgres; Backstage's test kit reads where. */
async function withPostgres<T>(
  work: (env: Record<string, string>) => Promise<T>,
): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'postgres-'));
  const postgres = await startPostgres({ dir });
  try {
    return await work({
      BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING: postgres.url,
      PREFECT_TEST_POSTGRES_URL: postgres.url,
    });
  } finally {
    await postgres.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
