import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { PolicyFile } from './PolicyFile';

/**
 * Every `*.cedar` file in the folder and in those below, without what begins with a dot: a
 * folder that Kubernetes mounts has each file there once more, and a clone has `.git`.
 *
 * @throws when the folder or a file cannot be read
 */
export async function readPolicyFolder(folder: string): Promise<PolicyFile[]> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const names = entries
    .filter(entry => !entry.isDirectory() && entry.name.endsWith('.cedar'))
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .map(path => path.split(sep))
    .filter(path => !path.some(part => part.startsWith('.')))
    .map(path => path.join('/'))
    .sort();
  return Promise.all(
    names.map(async name => ({
      name,
      text: await readFile(join(folder, name), 'utf8'),
    })),
  );
}
