import {
  readDemoOptions,
  USAGE,
  UsageError,
  type DemoOptions,
} from './DemoOptions.ts';

/** The options of the running program; prints help or a mistake, and ends it. */
export function readDemoCommand(root: string): DemoOptions {
  try {
    const options = readDemoOptions(process.argv.slice(2), root);
    if (options !== 'help') return options;
    console.log(USAGE);
    return process.exit(0);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    return process.exit(2);
  }
}
