// Forgets everything that the demo has stored: `.data`.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const usualDirectory = join(root, '.data');

const { values: options } = parseArgs({
  options: {
    yes: { type: 'boolean', short: 'y' },
    'data-dir': { type: 'string', default: usualDirectory },
    help: { type: 'boolean', short: 'h' },
  },
});

if (options.help) {
  console.log(
    'npm run reset [-- --yes] [-- --data-dir DIR]\nForgets everything that the demo has stored.',
  );
} else {
  process.exitCode = await reset(options['data-dir']);
}

async function reset(directory) {
  const pid = runningDemo(directory);
  if (pid) {
    console.error(
      `The demo is running (process ${pid}). Stop it with Ctrl-C first.`,
    );
    return 1;
  }
  if (!existsSync(directory)) {
    console.log('There is nothing to forget.');
    return 0;
  }
  const isTheDemos =
    directory === usualDirectory || existsSync(join(directory, 'secrets.json'));
  if (!isTheDemos) {
    console.error(`${directory} was not made by the demo; it is left alone.`);
    return 1;
  }
  if (!options.yes && process.stdin.isTTY && !(await isConfirmed(directory))) {
    console.log('Nothing was changed.');
    return 1;
  }
  rmSync(directory, { recursive: true, force: true });
  console.log(`Forgotten: ${directory}`);
  return 0;
}

async function isConfirmed(directory) {
  const prompt = createInterface({
    input: process.stdin,
    output: process.stdout,
  });
  const answer = await prompt.question(
    `Delete ${directory}, with all runs, logs and sign-ins of the demo? [y/N] `,
  );
  prompt.close();
  return /^y(es)?$/i.test(answer.trim());
}

/** The id of the process that `npm start` left in its pid file, if it lives. */
function runningDemo(directory) {
  const file = join(directory, 'demo.pid');
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (!pid) return undefined;
  try {
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    return error.code === 'EPERM' ? pid : undefined;
  }
}
