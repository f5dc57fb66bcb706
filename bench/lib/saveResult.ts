import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { repoRoot } from '../../packages/real-parts/src/index.ts';

/** What a bench found out, as it is kept in `bench/results/<name>.json`. */
export type Result = {
  name: string;
  /** What was measured, in one sentence. */
  what: string;
  /** What it should reach, in one sentence. */
  target: string;
  measured: unknown;
};

/** Writes the result with the machine and the commit it was measured on, and shows it. */
export function saveResult(result: Result): void {
  const dir = join(repoRoot(), 'bench/results');
  mkdirSync(dir, { recursive: true });
  const whole = { ...result, on: new Date().toISOString(), machine: machine() };
  const text = JSON.stringify(whole, null, 2);
  writeFileSync(join(dir, `${result.name}.json`), `${text}\n`);
  console.log(text);
}

function machine() {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() || 'unknown',
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      cwd: repoRoot(),
      encoding: 'utf8',
    }).trim(),
    backstage: JSON.parse(
      readFileSync(join(repoRoot(), 'backstage.json'), 'utf8'),
    ).version,
  };
}
