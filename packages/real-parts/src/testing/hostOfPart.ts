// A program that starts a part, says the ids of its processes, and waits to be killed.
import { setTimeout as sleep } from 'node:timers/promises';
import { Part } from '../Part.ts';

void (async () => {
  const part = await Part.start({
    name: 'A part',
    command: 'sh',
    args: ['-c', 'sleep 600 & wait'],
    cwd: process.cwd(),
    env: process.env,
    isReady: async () => true,
    readyWithinMs: 5000,
  });
  console.log(`pid ${part.pid}`);
  await sleep(600_000);
})();
