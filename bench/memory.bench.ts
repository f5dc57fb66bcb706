// Memory of the portal's process with the demo running and pages open.
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { openDemo } from '../e2e/openDemo.ts';
import { saveResult } from './lib/saveResult.ts';

const WATCH_MS = 60_000;
const EVERY_MS = 2_000;

const demo = await openDemo();
try {
  const pid = demo.portal.pid;
  if (pid === undefined) throw new Error('The portal does not run.');
  const samples: number[] = [];
  for (const end = Date.now() + WATCH_MS; Date.now() < end; ) {
    samples.push(memoryOf(pid, 'VmRSS'));
    await delay(EVERY_MS);
  }
  saveResult({
    name: 'memory',
    what: `Resident memory of the portal's process in the first ${
      WATCH_MS / 1000
    } s with the demo running`,
    target: '≤ 600 MB',
    measured: {
      lastMB: samples.at(-1),
      highestMB: memoryOf(pid, 'VmHWM'),
    },
  });
} finally {
  await demo.close();
}

/** A field of `/proc/<pid>/status` in MB (Linux). */
function memoryOf(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kiB = Number(
    new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1],
  );
  return Math.round((kiB * 1024) / 1e6);
}
