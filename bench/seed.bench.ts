// The first reading of a large Prefect.
import { SIZES } from './lib/Company.ts';
import {
  DATABASES,
  openDatabase,
  openPortal,
  withPrefect,
} from './lib/openCompany.ts';
import { saveResult } from './lib/saveResult.ts';
import { spreadOf } from './lib/spread.ts';

const TIMES = 3;

await withPrefect(SIZES.large, async grown => {
  const measured: Record<string, unknown> = {};
  for (const kind of DATABASES) {
    const seconds: number[] = [];
    const memory: number[] = [];
    const processor: number[] = [];
    for (let time = 0; time < TIMES; time++) {
      const { database, close } = await openDatabase(kind);
      const portal = await openPortal(grown, database);
      seconds.push((Date.now() - portal.startedAt) / 1000);
      memory.push(portal.memoryMB('VmHWM'));
      processor.push(portal.cpuSeconds());
      await portal.stop();
      await close();
    }
    measured[kind] = {
      seconds: spreadOf(seconds),
      highestMemoryMB: spreadOf(memory),
      portalCpuSeconds: spreadOf(processor),
    };
  }
  saveResult({
    name: 'seed',
    what: 'From the start of a backend with an empty database until it holds all of a Prefect with 500 deployments and 100,000 runs (SQLite): seconds, and the highest memory of its process, built as it is deployed and with a heap of 256 MB',
    target: '≤ 60 s, ≤ 400 MB',
    measured,
  });
});
