import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The root of this repository, found upwards from the working directory, so
 * that it is the same under Jest (CommonJS) and under Node's type stripping.
 */
export function repoRoot(from: string = process.cwd()): string {
  if (existsSync(join(from, 'backstage.json'))) return from;
  const parent = dirname(from);
  if (parent === from) {
    throw new Error(
      `No repository was found at or above ${process.cwd()}: start this inside a clone.`,
    );
  }
  return repoRoot(parent);
}
