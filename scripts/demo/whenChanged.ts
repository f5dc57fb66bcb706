import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** When a piece of work must be done again. */
export interface Freshness {
  /** Remembers what the work was last done for. */
  stampFile: string;
  /** What it would be done for now. */
  stamp: string;
  /** What the work leaves behind; without it, it is done again. */
  result?: string;
}

/** Does the work unless it was done for the same stamp already. */
export async function whenChanged(
  { stampFile, stamp, result }: Freshness,
  work: () => Promise<void>,
): Promise<'done' | 'fresh'> {
  const isThere = result === undefined || existsSync(result);
  const last = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';
  if (isThere && last === stamp) return 'fresh';
  // Half done must not count as done.
  rmSync(stampFile, { force: true });
  await work();
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
  return 'done';
}
