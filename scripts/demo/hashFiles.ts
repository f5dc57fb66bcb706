import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const LEFT_OUT =
  /(^|\/)(node_modules|dist|dist-types|coverage|__pycache__|\.[^/]+)(\/|$)|\.test\.[cm]?[jt]sx?$/;

/** One hash over the names and contents of files, and of all files in directories. */
export function hashFiles(root: string, paths: string[]): string {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(path => filesAt(root, join(root, path)))) {
    hash.update(`${relative(root, file)}\0`);
    hash.update(readFileSync(file));
  }
  return hash.digest('hex');
}

function filesAt(root: string, path: string): string[] {
  if (!existsSync(path) || LEFT_OUT.test(relative(root, path))) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap(name => filesAt(root, join(path, name)));
}
