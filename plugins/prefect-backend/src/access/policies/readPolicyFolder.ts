import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { PolicyFile } from './PolicyFile';

/**
 * Every `*.cedar` file in the folder and in those below.
 *
 * @throws when the folder or a file cannot be read
 */
export async function readPolicyFolder(folder: string): Promise<PolicyFile[]> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const paths = entries
    .filter(entry => !entry.isDirectory() && entry.name.endsWith('.cedar'))
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
  return Promise.all(
    paths.map(async path => ({
      name: relative(folder, path).split(sep).join('/'),
      text: await readFile(path, 'utf8'),
    })),
  );
}
