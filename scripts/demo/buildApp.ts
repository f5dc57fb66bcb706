import { join } from 'node:path';
import { runCommand } from '../../packages/real-parts/src/index.ts';
import { hashFiles } from './hashFiles.ts';
import { whenChanged } from './whenChanged.ts';

const SOURCES = [
  'packages/app',
  'plugins/prefect',
  'plugins/prefect-common',
  'yarn.lock',
  'app-config.yaml',
];

const BUILD_WITHIN_MS = 10 * 60_000;

/** Builds the frontend when its sources have changed since the last build. */
export async function buildApp(
  root: string,
  settings: NodeJS.ProcessEnv,
): Promise<'done' | 'fresh'> {
  const freshness = {
    stampFile: join(root, 'node_modules/.cache/backstage-prefect/app'),
    stamp: hashFiles(root, SOURCES),
    result: join(root, 'packages/app/dist/index.html'),
  };
  return whenChanged(freshness, async () => {
    await runCommand({
      name: 'The build of the frontend',
      file: join(root, 'node_modules/.bin/backstage-cli'),
      args: ['package', 'build', '--config', join(root, 'app-config.yaml')],
      cwd: join(root, 'packages/app'),
      env: { ...process.env, ...settings },
      timeoutMs: BUILD_WITHIN_MS,
    });
  });
}
