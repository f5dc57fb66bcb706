import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withLock } from './withLock.ts';

const dir = mkdtempSync(join(tmpdir(), 'lock-'));
const file = join(dir, 'lock');

afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('withLock', () => {
  it('lets one do its work after the other', async () => {
    const log: string[] = [];
    const work = (name: string) => async () => {
      log.push(`${name} begins`);
      await new Promise(resolve => setImmediate(resolve));
      log.push(`${name} ends`);
    };
    await Promise.all([withLock(file, work('a')), withLock(file, work('b'))]);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('is released when the work fails', async () => {
    const work = () => Promise.reject(new Error('no'));
    await expect(withLock(file, work)).rejects.toThrow('no');
    expect(existsSync(file)).toBe(false);
  });

  it('takes over from an owner that died', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    writeFileSync(file, String(pid));
    await expect(withLock(file, async () => 'done')).resolves.toBe('done');
  });
});
