import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Part, stopAllParts, type PartSpec } from './Part.ts';
import { waitUntil } from './waitUntil.ts';
import { isAlive } from './withLock.ts';

const dir = mkdtempSync(join(tmpdir(), 'part-'));
const readyFile = join(dir, 'ready');

/** A part made of a shell script that says when it is ready. */
const shell = (script: string, changes: Partial<PartSpec> = {}) =>
  Part.start({
    name: 'The shell',
    command: 'sh',
    args: ['-c', script],
    cwd: dir,
    env: process.env,
    logFile: join(dir, 'part.log'),
    isReady: async () => existsSync(readyFile),
    readyWithinMs: 5000,
    stopWithinMs: 500,
    ...changes,
  });

const isGone = (pid: number) =>
  waitUntil(async () => !isAlive(pid), { deadlineMs: 6000 });

afterEach(async () => {
  await stopAllParts();
  rmSync(readyFile, { force: true });
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('Part', () => {
  it('is ready when start returns', async () => {
    await shell('sleep 0.2; touch ready; sleep 60');
    expect(existsSync(readyFile)).toBe(true);
  });

  it('says with the last lines of its log that it ended before it was ready', async () => {
    await expect(shell('echo out of paper; exit 3')).rejects.toThrow(
      /The shell ended by itself \(exit code 3\)[^]*out of paper/,
    );
  });

  it('says that it was not ready in time, and leaves nothing', async () => {
    await expect(
      shell('echo $$; sleep 60', { readyWithinMs: 1000 }),
    ).rejects.toThrow(/was not ready within 1 s[^]*\d+/);
  });

  it('says that its program is missing', async () => {
    await expect(
      shell('', { command: join(dir, 'no-such-program') }),
    ).rejects.toThrow(/could not start: .*ENOENT/);
  });

  it('reports a crash, with its log', async () => {
    const part = await shell('touch ready; sleep 0.3; echo the end; exit 1');
    const error = await part.crashed;
    expect(error.message).toMatch(/exit code 1[^]*the end/);
  });

  it('reports no crash when it is stopped', async () => {
    const part = await shell('touch ready; sleep 60');
    const onCrash = jest.fn();
    void part.crashed.then(onCrash);
    await part.stop();
    expect(onCrash).not.toHaveBeenCalled();
  });

  it('stops its descendants too, in a session of their own and deaf to SIGTERM', async () => {
    const part = await shell(
      `setsid sh -c 'trap "" TERM; echo child $$; touch ready; while :; do sleep 1; done' & wait`,
    );
    const child = Number(/child (\d+)/.exec(part.logTail())?.[1]);
    expect(isAlive(child)).toBe(true);
    await part.stop();
    expect(await isGone(child)).toBe(true);
  });

  it('comes back after it was killed', async () => {
    const part = await shell('echo one life; touch ready; sleep 60');
    await part.kill();
    rmSync(readyFile);
    await part.restart();
    expect(part.logTail().match(/one life/g)).toHaveLength(2);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    'does not outlive the process that started it when that gets %s',
    async signal => {
      const host = spawn(
        process.execPath,
        [join(__dirname, 'testing/hostOfPart.ts')],
        { stdio: ['ignore', 'pipe', 'ignore'] },
      );
      const [line] = await once(host.stdout, 'data');
      const pid = Number(/pid (\d+)/.exec(String(line))?.[1]);
      expect(isAlive(pid)).toBe(true);
      host.kill(signal);
      expect(await isGone(pid)).toBe(true);
    },
  );
});
