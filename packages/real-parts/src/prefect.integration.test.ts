import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorkPool } from './createWorkPool.ts';
import { deployAll } from './deployAll.ts';
import { isPortFree } from './freePort.ts';
import { stopAllParts } from './Part.ts';
import { postToPrefect } from './prefectApi.ts';
import { prefectCli } from './prefectCli.ts';
import { startPostgres } from './startPostgres.ts';
import { startPrefect, type Prefect } from './startPrefect.ts';
import { startWorker } from './startWorker.ts';
import { waitUntil } from './waitUntil.ts';

jest.setTimeout(240_000);

const FLOW = `
import time
from prefect import flow

@flow(log_prints=True)
def greet(name: str = "world", seconds: int = 0):
    print(f"hello {name}")
    time.sleep(seconds)
`;

const PREFECT_YAML = `
pull:
  - prefect.deployments.steps.set_working_directory:
      directory: "{{ $FLOWS_DIR }}"
deployments:
  - name: often
    entrypoint: greet.py:greet
    work_pool:
      name: tests
    schedules:
      - interval: 3600
`;

interface Run {
  state_type: string;
  created_by: { type: string } | null;
}

const dir = mkdtempSync(join(tmpdir(), 'prefect-'));
const flows = mkdtempSync(join(tmpdir(), 'flows-'));
let prefect: Prefect;

const runs = () =>
  postToPrefect<Run[]>(prefect, '/flow_runs/filter', { limit: 50 });

/** Waits for a run in that state. */
const seeRun = (state: string) =>
  waitUntil(async () => (await runs())?.find(run => run.state_type === state), {
    deadlineMs: 60_000,
  });

beforeAll(async () => {
  writeFileSync(join(flows, 'greet.py'), FLOW);
  writeFileSync(join(flows, 'prefect.yaml'), PREFECT_YAML);
  prefect = await startPrefect({ dir, authString: 'admin:secret' });
});

afterAll(async () => {
  await stopAllParts();
  rmSync(dir, { recursive: true, force: true });
  rmSync(flows, { recursive: true, force: true });
});

describe('a real Prefect', () => {
  it('answers nobody without the auth string', async () => {
    const response = await fetch(`${prefect.apiUrl}/admin/version`);
    expect(response.status).toBe(401);
  });

  it('deploys a flow, schedules it, and a worker runs it until it is stopped', async () => {
    const env = { FLOWS_DIR: flows };
    await createWorkPool({ prefect, name: 'tests' });
    await createWorkPool({ prefect, name: 'tests' });
    await deployAll({ prefect, dir: flows, env });
    const worker = await startWorker({
      prefect,
      pool: 'tests',
      cwd: flows,
      env,
    });

    await prefectCli({
      prefect,
      args: ['deployment', 'run', 'greet/often', '--param', 'name=Mina'],
    });
    expect(await seeRun('COMPLETED')).toBeDefined();
    const scheduled = await seeRun('SCHEDULED');
    expect(scheduled?.created_by?.type).toBe('SCHEDULE');

    await prefectCli({
      prefect,
      args: ['deployment', 'run', 'greet/often', '--param', 'seconds=600'],
    });
    await seeRun('RUNNING');
    await worker.stop();
    expect(await seeRun('CRASHED')).toBeDefined();
  });

  it('keeps what it knows when it is killed and started again', async () => {
    const before = await runs();
    await prefect.kill();
    await expect(fetch(`${prefect.apiUrl}/health`)).rejects.toThrow();
    await prefect.restart();
    const after = await runs();
    expect(after?.length).toBeGreaterThanOrEqual(before?.length ?? 1);
  });

  it('tells what a failed command printed', async () => {
    await expect(
      prefectCli({ prefect, args: ['deployment', 'run', 'no/such'] }),
    ).rejects.toThrow(/prefect deployment run no\/such failed[^]*no\/such/);
  });

  it('gives its port back when it is stopped', async () => {
    await prefect.stop();
    expect(await isPortFree(prefect.port)).toBe(true);
  });

  it('runs on Postgres', async () => {
    const home = join(dir, 'on-postgres');
    const postgres = await startPostgres({ dir: join(dir, 'postgres') });
    const onPostgres = await startPrefect({
      dir: home,
      authString: 'admin:secret',
      database: postgres.asyncpgUrl,
    });
    await createWorkPool({ prefect: onPostgres, name: 'tests' });
    await expect(
      postToPrefect(onPostgres, '/work_pools/filter', {}),
    ).resolves.toEqual([expect.objectContaining({ name: 'tests' })]);
    await onPostgres.stop();
    await postgres.stop();
  });
});
