import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
// How a ledger is filled is known to its own tests, and nothing to publish.
// eslint-disable-next-line @backstage/no-forbidden-package-imports
import {
  filledLedger,
  makeKey,
} from '@backstage-prefect/ledger-verify/src/__testUtils__/TestLedger';

/** Writes an export of a ledger, one that lacks its first line, and their public key. */
export function writeLedger(folder: string): void {
  const key = makeKey();
  const lines = filledLedger(key).export();
  const write = (name: string, text: string) =>
    writeFileSync(join(folder, name), text);
  write('ledger.jsonl', `${lines.join('\n')}\n`);
  write('cut.jsonl', `${lines.slice(1).join('\n')}\n`);
  write('ledger.pub', key.pem);
}
