import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Part } from '../../packages/real-parts/src/index.ts';
import { portalEnv, type PortalPlace } from './portalEnv.ts';

const READY_WITHIN_MS = 180_000;

/** Starts the backend as production does; it serves the built frontend too. */
export async function startPortal(place: PortalPlace): Promise<Part> {
  const { root, dataDir, portalPort } = place.options;
  const backend = join(root, 'packages/backend');
  const transform = createRequire(join(backend, 'package.json')).resolve(
    '@backstage/cli/config/nodeTransform.cjs',
  );
  // SQLite makes its files, not their directory.
  mkdirSync(join(dataDir, 'portal'), { recursive: true });
  return Part.start({
    name: 'The portal',
    command: process.execPath,
    args: [
      ...['--enable-source-maps', '--require', transform, 'src/index.ts'],
      ...configArgs(place),
    ],
    cwd: backend,
    env: { ...process.env, NODE_ENV: 'production', ...portalEnv(place) },
    logFile: join(dataDir, 'portal.log'),
    isReady: () => isPortalReady(portalPort),
    readyWithinMs: READY_WITHIN_MS,
  });
}

/** Which files configure the demo; a developer's own `*.local.yaml` is left out. */
export const configArgs = ({ options, instances }: PortalPlace) =>
  [
    'app-config.yaml',
    'app-config.demo.yaml',
    ...(instances.some(({ id }) => id === 'dev')
      ? ['app-config.demo-dev.yaml']
      : []),
  ].flatMap(file => ['--config', join(options.root, file)]);

/** Whether the backend on this port says that all its plugins have started. */
export async function isPortalReady(port: number): Promise<boolean> {
  const { ok } = await fetch(
    `http://127.0.0.1:${port}/.backstage/health/v1/readiness`,
  );
  return ok;
}
