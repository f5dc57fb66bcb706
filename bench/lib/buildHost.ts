import { build } from 'esbuild';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { repoRoot } from '../../packages/real-parts/src/index.ts';

const OURS = '@backstage-prefect/';

/**
 * A program of `host/` as one file of JavaScript, as a backend is deployed: a process that
 * compiles its TypeScript holds the compiler, and what it compiled, besides.
 *
 * @returns the path of the file
 */
export async function buildHost(file: string): Promise<string> {
  const root = repoRoot();
  const built = join(root, '.data/bench/host', file.replace(/\.ts$/, '.cjs'));
  await build({
    entryPoints: [join(root, 'bench/lib/host', file)],
    outfile: built,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node24',
    logLevel: 'error',
    plugins: [
      {
        name: 'packages-from-where-they-are-imported',
        setup({ onResolve }) {
          onResolve({ filter: /^[^.]/ }, ({ path, importer, kind }) => {
            if (kind === 'entry-point' || path.startsWith(OURS)) return null;
            const from = createRequire(join(dirname(importer), 'x.js'));
            return { path: from.resolve(path), external: true };
          });
        },
      },
    ],
  });
  return built;
}
