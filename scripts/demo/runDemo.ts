import { Listr } from 'listr2';
import type { Demo, DemoStep } from './Demo.ts';

/** A demo, the steps that bring it up, and what is said once it runs. */
export interface DemoRun {
  demo: Demo;
  steps: DemoStep[];
  onReady(): void;
}

/** A second Ctrl-C within this time is the same one, passed on by npm. */
const SAME_SIGNAL_MS = 1000;

/**
 * Brings the demo up and keeps it until Ctrl-C or until a part crashes; then
 * stops everything. Answers the exit code.
 */
export async function runDemo({
  demo,
  steps,
  onReady,
}: DemoRun): Promise<number> {
  const leaving = whenAskedToLeave();
  const running = bringUp(demo, steps).then(
    async () => {
      onReady();
      return demo.crashed;
    },
    (error: Error) => error,
  );
  const end = await Promise.race([leaving, running, demo.crashed]);
  if (end instanceof Error) console.error(`\n${end.message}`);
  else console.error('\nStopping …');
  await demo.stop();
  return end instanceof Error ? 1 : 0;
}

/** Runs the steps one by one; rejects with what the failed one threw. */
async function bringUp(demo: Demo, steps: DemoStep[]): Promise<void> {
  let failure: unknown;
  const tasks = steps.map(step => ({
    title: step.title,
    task: async (_: unknown, task: { title: string }) => {
      const remark = await step.run().catch(error => {
        failure = error;
        // The whole story is told once, below the list.
        throw new Error('see below');
      });
      if (remark) task.title = `${step.title} (${remark})`;
    },
  }));
  await new Listr(tasks, {
    renderer: demo.options.output === 'json' ? 'silent' : 'default',
    fallbackRenderer: 'simple',
    // Signals are ours: the library would exit and leave the parts.
    registerSignalListeners: false,
  })
    .run()
    .catch(error => {
      throw failure ?? error;
    });
}

function whenAskedToLeave(): Promise<'asked'> {
  return new Promise(resolve => {
    let askedAt = 0;
    const onSignal = () => {
      if (askedAt && Date.now() - askedAt > SAME_SIGNAL_MS) process.exit(1);
      askedAt ||= Date.now();
      resolve('asked');
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, onSignal);
    }
  });
}
