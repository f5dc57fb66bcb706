// `npm start`: the portal with everything that it needs, until Ctrl-C.
import { repoRoot } from '../packages/real-parts/src/index.ts';
import { Demo } from './demo/Demo.ts';
import { describeDemo } from './demo/DemoRecord.ts';
import { readDemoCommand } from './demo/readDemoCommand.ts';
import { runDemo } from './demo/runDemo.ts';
import { startPortal } from './demo/startPortal.ts';

const options = readDemoCommand(repoRoot());
const demo = new Demo(options);

void runDemo({
  demo,
  steps: [
    ...demo.steps(),
    demo.buildStep(),
    {
      title: 'Start the portal',
      run: async () => demo.watch(await startPortal(demo.place())),
    },
  ],
  onReady: () => {
    const record = demo.record();
    console.log(
      options.output === 'json'
        ? JSON.stringify(record)
        : `\n${describeDemo(record)}\n\nCtrl-C stops everything.`,
    );
  },
}).then(exitCode => process.exit(exitCode));
