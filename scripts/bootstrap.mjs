// The first program of `npm start|dev|test|bench|reset`. It needs nothing but
// Node ≥ 20 and npm: it brings the right Node and the packages when they are not
// there yet, and hands over to the program that was asked for.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from './bootstrap/installPackages.mjs';
import { provideNode } from './bootstrap/provideNode.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** `reset.mjs` runs under any Node, so it works before anything is installed. */
const PROGRAMS = {
  start: 'start.ts',
  dev: 'dev.ts',
  test: 'test.ts',
  bench: 'bench.ts',
  reset: 'reset.mjs',
};

const [command, ...args] = process.argv.slice(2);

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}

async function main() {
  const program = PROGRAMS[command];
  if (!program) {
    const known = Object.keys(PROGRAMS).join(', ');
    throw new Error(`There is no command "${command}". Known: ${known}.`);
  }
  const file = join(root, 'scripts', program);
  if (program.endsWith('.mjs')) return run(process.execPath, [file, ...args]);

  const node = await provideNode(root);
  const env = environmentFor(node);
  await installPackages({ root, node, env });
  const flags = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'];
  if (!existsSync(file)) throw new Error(`${file} is missing.`);
  return run(node, [...flags, file, ...args], env);
}

/** Children such as backstage-cli must find the same Node first. */
function environmentFor(node) {
  const path = [dirname(node), join(root, 'node_modules', '.bin')];
  return {
    ...process.env,
    PATH: [...path, process.env.PATH].join(delimiter),
  };
}

/** Runs a program to its end, passing signals on; answers its exit code. */
function run(file, fileArgs, env = process.env) {
  const child = spawn(file, fileArgs, { cwd: root, env, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(signal ? 1 : code));
  });
}
