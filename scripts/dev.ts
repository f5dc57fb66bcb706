// `npm run dev`: the same parts, and a portal that reloads when its code changes.
import { join } from 'node:path';
import { Part, repoRoot } from '../packages/real-parts/src/index.ts';
import { Demo } from './demo/Demo.ts';
import { describeDemo } from './demo/DemoRecord.ts';
import { portalEnv } from './demo/portalEnv.ts';
import { readDemoCommand } from './demo/readDemoCommand.ts';
import { runDemo } from './demo/runDemo.ts';
import { configArgs, isPortalReady } from './demo/startPortal.ts';

/** The frontend's own server; it fetches from the backend at the portal's port. */
const APP_PORT = 3000;
const READY_WITHIN_MS = 300_000;

const root = repoRoot();
const options = readDemoCommand(root);
const demo = new Demo(options);

/** Two origins instead of one. */
function devSettings(): Record<string, string> {
  const app = `http://localhost:${APP_PORT}`;
  return {
    APP_CONFIG_app_baseUrl: JSON.stringify(app),
    APP_CONFIG_backend_cors: JSON.stringify({ origin: app, credentials: true }),
  };
}

void runDemo({
  demo,
  steps: [
    ...demo.steps(),
    {
      title: 'Start the portal with hot reload',
      run: async () =>
        demo.watch(
          await Part.start({
            name: 'The portal',
            command: join(root, 'node_modules/.bin/backstage-cli'),
            args: ['repo', 'start', ...configArgs(demo.place())],
            cwd: root,
            env: {
              ...process.env,
              ...portalEnv(demo.place()),
              ...devSettings(),
            },
            isReady: () => isPortalReady(options.portalPort),
            readyWithinMs: READY_WITHIN_MS,
          }),
        ),
    },
  ],
  onReady: () => {
    const record = demo.record();
    console.log(
      `\n${describeDemo({
        ...record,
        portalUrl: `http://localhost:${APP_PORT}`,
      })}\n`,
    );
  },
}).then(exitCode => process.exit(exitCode));
