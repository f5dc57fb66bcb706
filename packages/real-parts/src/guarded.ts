import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { repoRoot } from './repoRoot.ts';

interface Guard {
  tell(line: string): void;
}

let guard: Guard | undefined;

/** From here on, what bears `mark` does not outlive this process. */
export function guardMark(mark: string): void {
  guard ??= startGuard();
  guard.tell(`+${mark}`);
}

/** The part is stopped; the guard may forget it. */
export function releaseMark(mark: string): void {
  guard?.tell(`-${mark}`);
}

function startGuard(): Guard {
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
      '--disable-warning=ExperimentalWarning',
      join(repoRoot(), 'packages/real-parts/src/guard.ts'),
    ],
    // A session of its own: Ctrl-C in the terminal must not reach it.
    {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { PATH: process.env.PATH },
    },
  );
  child.unref();
  // A socket at run time, which may be left open without keeping us alive.
  (child.stdin as unknown as { unref(): void }).unref();
  child.stdin.on('error', () => undefined);
  return { tell: line => child.stdin.write(`${line}\n`) };
}
