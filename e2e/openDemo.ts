import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  freePort,
  repoRoot,
  type Part,
} from '../packages/real-parts/src/index.ts';
import { Demo } from '../scripts/demo/Demo.ts';
import type { DemoRecord } from '../scripts/demo/DemoRecord.ts';
import { startPortal } from '../scripts/demo/startPortal.ts';

/** A demo that a test run or a bench has for itself. */
export type OpenDemo = {
  readonly record: DemoRecord;
  readonly portal: Part;
  /** The process of production's Prefect. */
  readonly prefectPid: number;
  readonly dataDir: string;
  close(): Promise<void>;
};

/**
 * Brings up what `npm start` brings up, on free ports and with data of its own, so that
 * it disturbs no demo that runs already.
 */
export async function openDemo(): Promise<OpenDemo> {
  const dataDir = mkdtempSync(join(tmpdir(), 'backstage-prefect-'));
  const demo = new Demo({
    root: repoRoot(),
    dataDir,
    portalPort: await freePort(),
    oidcPort: await freePort(),
    prefect: {
      kind: 'started',
      port: await freePort(),
      devPort: await freePort(),
    },
    output: 'json',
  });
  const close = async () => {
    await demo.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    for (const step of [...demo.steps(), demo.buildStep()]) {
      console.log(step.title);
      await step.run();
    }
    console.log('Start the portal');
    const portal = await startPortal(demo.place());
    const prefectPid = demo.place().instances[0].prefect.pid;
    if (prefectPid === undefined) throw new Error('Prefect has ended.');
    return { record: demo.record(), portal, prefectPid, dataDir, close };
  } catch (error) {
    await close();
    throw error;
  }
}
