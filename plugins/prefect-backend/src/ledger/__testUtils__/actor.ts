// A process that acts and is killed in the middle of it: `node … actor.ts DIRECTORY STEP`.
// What an act does is a line in the file `effects`, on the disk when it is done.
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { LedgerId } from '../Ledger';
import { openFileLedger } from './openFileLedger';

/** Acts that end well before the one in which the process dies. */
const WHOLE_ACTS = 3;

const [directory, step] = process.argv.slice(2);

const dieAt = (here: string) => {
  if (here === step) process.kill(process.pid, 'SIGKILL');
};

async function main(): Promise<void> {
  const { ledger } = await openFileLedger(directory, 'dead');
  await ledger.start();
  for (let turn = 0; turn < WHOLE_ACTS; turn++) {
    const id = await intend();
    affect(id);
    await ledger.outcome(id, { status: 'succeeded' });
  }

  dieAt('before the intent');
  const intended = intend();
  dieAt('while the intent is written');
  const id = await intended;
  dieAt('after the intent');
  affect(id);
  dieAt('after the effect');
  const ended = ledger.outcome(id, { status: 'succeeded' });
  dieAt('while the outcome is written');
  await ended;
  dieAt('after the outcome');

  function intend(): Promise<LedgerId> {
    return ledger.intent({
      principal: { kind: 'user', ref: 'user:default/mina' },
      action: 'run-start',
      resource: { instance: 'production', deployment: 'etl' },
      door: 'portal',
      decision: { allowed: true },
    });
  }
}

function affect(id: string): void {
  const file = openSync(join(directory, 'effects'), 'a');
  writeSync(file, `${id}\n`);
  fsyncSync(file);
  closeSync(file);
}

void main().catch(error => {
  console.error(error);
  process.exit(1);
});
