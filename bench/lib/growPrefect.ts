import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  repoRoot,
  startPrefect,
  type Prefect,
} from '../../packages/real-parts/src/index.ts';
import { Company, type CompanySize } from './Company.ts';
import { deployCompany, type Deployed } from './deployCompany.ts';
import { shiftTimes, writeRuns } from './prefectDatabase.ts';

const AUTH = 'bench:secret';
/** Changed when what is grown changes, so that no bench takes an old one. */
const FORM = 1;

/**
 * Nothing of the server works on the runs by itself: no scheduler that would make more of
 * them as the bench goes on, no late runs that would be marked.
 */
const AT_REST = Object.fromEntries(
  [
    'SCHEDULER',
    'LATE_RUNS',
    'FOREMAN',
    'PAUSE_EXPIRATIONS',
    'CANCELLATION_CLEANUP',
    'REPOSSESSOR',
  ].map(service => [`PREFECT_SERVER_SERVICES_${service}_ENABLED`, 'false']),
);

/** A real Prefect that holds what a large company runs. */
export type GrownPrefect = {
  readonly prefect: Prefect;
  readonly company: Company;
  readonly deployed: readonly Deployed[];
  /** Stops the server and throws its data away. */
  close(): Promise<void>;
};

type Note = {
  readonly grownAt: number;
  readonly deployed: readonly Deployed[];
};

/**
 * Starts a Prefect that has a company's deployments, made through its API, and its runs of
 * the last days, written into its SQLite database. What was grown once is kept in
 * `.data/bench` and copied; its times are moved so that the newest run is new.
 */
export async function growPrefect(size: CompanySize): Promise<GrownPrefect> {
  const company = new Company(size);
  const kept = join(
    repoRoot(),
    '.data/bench',
    `prefect-${FORM}-${size.deployments}-${size.runs}-${size.days}-${size.seed}`,
  );
  const noteFile = join(kept, 'note.json');
  if (!existsSync(noteFile)) await grow(company, kept, noteFile);
  const { grownAt, deployed }: Note = JSON.parse(
    readFileSync(noteFile, 'utf8'),
  );
  const dir = await mkdtemp(join(tmpdir(), 'grown-prefect-'));
  await cp(join(kept, 'prefect.db'), join(dir, 'prefect.db'));
  shiftTimes(join(dir, 'prefect.db'), Date.now() - grownAt);
  const prefect = await startPrefect({ dir, authString: AUTH, env: AT_REST });
  return {
    prefect,
    company,
    deployed,
    close: async () => {
      await prefect.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function grow(
  company: Company,
  dir: string,
  noteFile: string,
): Promise<void> {
  console.log(
    `Growing a Prefect of ${company.size.deployments} deployments and ${company.size.runs} runs, once`,
  );
  rmSync(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  const prefect = await startPrefect({ dir, authString: AUTH, env: AT_REST });
  const deployed = await deployCompany(prefect, company).finally(() =>
    prefect.stop(),
  );
  const grownAt = Date.now();
  writeRuns(join(dir, 'prefect.db'), { company, deployed, now: grownAt });
  const note: Note = { grownAt, deployed };
  writeFileSync(noteFile, JSON.stringify(note));
}
