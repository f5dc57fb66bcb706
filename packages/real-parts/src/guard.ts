/**
 * Runs as a process of its own beside whoever starts parts. Its input ends when
 * that process is gone, however it went (`kill -9` too); what still bears one of
 * the marks is then stopped, so that nothing stays behind.
 */
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { ownedProcesses, sendSignal } from './ownedProcesses.ts';

const GRACE_MS = 3000;
const marks = new Set<string>();

const owned = () => [...marks].flatMap(ownedProcesses);

createInterface({ input: process.stdin })
  .on('line', line => {
    if (line.startsWith('+')) marks.add(line.slice(1));
    else marks.delete(line.slice(1));
  })
  .on('close', async () => {
    const end = Date.now() + GRACE_MS;
    sendSignal(owned(), 'SIGTERM');
    while (owned().length > 0 && Date.now() < end) await sleep(100);
    sendSignal(owned(), 'SIGKILL');
  });
