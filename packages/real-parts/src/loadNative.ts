import { join } from 'node:path';
import { repoRoot } from './repoRoot.ts';

/**
 * Loads an ES module (a package, or a file named from the root of this one) in a
 * way that works under Jest too: Jest's own loader refuses `import()` unless Node
 * was started with a flag, so Node's loader is asked instead.
 */
export function loadNative<T>(name: string): T {
  const { createRequire } = process.getBuiltinModule('node:module');
  const require = createRequire(
    join(repoRoot(), 'packages/real-parts/package.json'),
  );
  return require(name);
}
