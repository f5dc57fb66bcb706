// Size of the plugin's own JavaScript on first view of the entity tab: what the plugin and
// the packages that only it brings add to an app, not what every Backstage app has already.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';
import { repoRoot } from '../packages/real-parts/src/index.ts';
import { saveResult } from './lib/saveResult.ts';

const root = repoRoot();
const plugin = join(root, 'plugins/prefect');
const ENTRY = 'src/plugin.tsx';
/** The modules that an entity page loads: the tab and the card. */
const FIRST_VIEW = [
  /src\/entity\/\w*(Tab|Content)\.tsx$/,
  /src\/entity\/\w*Card\.tsx$/,
];

const { metafile, outputFiles } = await build({
  entryPoints: [join(plugin, ENTRY)],
  absWorkingDir: plugin,
  bundle: true,
  splitting: true,
  format: 'esm',
  minify: true,
  write: false,
  metafile: true,
  outdir: join(plugin, 'dist-bench'),
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"' },
  loader: { '.css': 'empty', '.module.css': 'local-css' },
  // Every Backstage app has these loaded before it shows an entity page.
  external: [
    'react',
    'react-dom',
    'react-router',
    'react-router-dom',
    '@backstage/*',
  ],
});

const bytes = new Map(
  outputFiles.map(file => [
    file.path.slice(plugin.length + 1),
    gzipSync(file.contents).length,
  ]),
);
const entries = Object.entries(metafile.outputs).filter(([path]) =>
  path.endsWith('.js'),
);
const firstView = entries.filter(
  ([, output]) =>
    output.entryPoint === ENTRY ||
    FIRST_VIEW.some(pattern => pattern.test(output.entryPoint ?? '')),
);
if (firstView.length < 3) {
  throw new Error(
    'The entity tab and card are not where this bench looks for them.',
  );
}
const loaded = closureOf(
  firstView.map(([path]) => path),
  metafile,
);
const sum = (paths: Iterable<string>) =>
  [...paths].reduce((total, path) => total + (bytes.get(path) ?? 0), 0);

saveResult({
  name: 'bundle',
  what: "The plugin's own JavaScript, gzipped: what the first view of an entity's tab and card loads, and what is loaded later when needed",
  target: 'First view ≤ 250 kB',
  measured: {
    firstViewKB: kB(sum(loaded)),
    laterKB: kB(
      sum(entries.map(([path]) => path).filter(path => !loaded.has(path))),
    ),
    version: JSON.parse(readFileSync(join(plugin, 'package.json'), 'utf8'))
      .version,
  },
});

/** These outputs and all that they import statically. */
function closureOf(start: string[], { outputs }: Metafile): Set<string> {
  const seen = new Set<string>();
  const visit = (path: string) => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const next of outputs[path]?.imports ?? []) {
      if (next.kind === 'import-statement' && !next.external) visit(next.path);
    }
  };
  start.forEach(visit);
  return seen;
}

function kB(size: number): number {
  return Math.round(size / 100) / 10;
}
