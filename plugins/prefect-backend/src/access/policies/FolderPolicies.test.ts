import { createMockDirectory } from '@backstage/backend-test-utils';
import { symlink, unlink } from 'node:fs/promises';
import { ManualSchedule } from '../../__testUtils__/ManualSchedule';
import { FolderPolicies } from './FolderPolicies';

const permit = (id: string) =>
  `@id("${id}")\npermit (principal, action, resource);\n`;

describe('FolderPolicies', () => {
  const folder = createMockDirectory();
  let time: ManualSchedule;
  let logged: string[];

  function policies() {
    time = new ManualSchedule();
    logged = [];
    return new FolderPolicies({
      folder: folder.path,
      refreshSeconds: 10,
      schedule: time.schedule,
      logger: {
        info: message => logged.push(`info ${message}`),
        error: message => logged.push(`error ${message}`),
      },
    });
  }

  const idsOf = (of: FolderPolicies) =>
    of.current()?.policies.map(({ id }) => id);

  it('takes what is in the folder and below, and what is changed later', async () => {
    folder.setContent({
      'a.cedar': permit('a'),
      deeper: { 'b.cedar': permit('b'), 'notes.md': 'no policy' },
    });
    const some = policies();
    await some.start();
    expect(idsOf(some)).toEqual(['a', 'b']);
    const { version } = some.health();

    folder.setContent({ 'a.cedar': permit('c') });
    expect(idsOf(some)).toEqual(['a', 'b']);
    await time.advance(10_000);

    expect(idsOf(some)).toEqual(['c']);
    expect(some.health()).toEqual({
      version: expect.not.stringMatching(version!),
      problem: undefined,
    });
  });

  it('keeps the last valid ones, says so once, and recovers', async () => {
    folder.setContent({ 'a.cedar': permit('a') });
    const some = policies();
    await some.start();
    const { version } = some.health();
    folder.setContent({ 'a.cedar': permit('b'), 'c.cedar': 'permit' });
    await time.advance(30_000);

    expect(idsOf(some)).toEqual(['a']);
    expect(some.health()).toEqual({
      version,
      problem: expect.stringContaining('c.cedar:1:'),
    });
    expect(logged).toHaveLength(2);
    expect(logged[1]).toContain(`those of ${version!.slice(0, 12)} stay`);

    folder.setContent({ 'a.cedar': permit('b') });
    await time.advance(10_000);
    expect(idsOf(some)).toEqual(['b']);
    expect(some.health().problem).toBeUndefined();
  });

  it('has none when there never were valid ones', async () => {
    folder.setContent({ 'a.cedar': 'permit' });
    const some = policies();
    await some.start();

    expect(some.current()).toBeUndefined();
    expect(logged).toEqual([
      expect.stringMatching(/^error .*so everything is denied/),
    ]);
  });

  it('keeps the last valid ones while the folder is away', async () => {
    folder.setContent({ 'a.cedar': permit('a') });
    const some = policies();
    await some.start();
    folder.remove();
    await time.advance(10_000);

    expect(idsOf(some)).toEqual(['a']);
    expect(some.health().problem).toBe(
      'The folder of policies cannot be read.',
    );
    expect(logged[1]).toContain('ENOENT');
    folder.setContent({ 'a.cedar': permit('a') });
    await time.advance(10_000);
    expect(some.health().problem).toBeUndefined();
  });

  it('takes a folder as Kubernetes mounts it, and its exchange as a whole', async () => {
    folder.setContent({
      '.one': { 'a.cedar': permit('a') },
      '.two': { 'a.cedar': permit('b') },
    });
    await symlink('.one', folder.resolve('.data'));
    await symlink('.data/a.cedar', folder.resolve('a.cedar'));
    const some = policies();
    await some.start();
    expect(idsOf(some)).toEqual(['a']);

    await unlink(folder.resolve('.data'));
    await symlink('.two', folder.resolve('.data'));
    await time.advance(10_000);
    expect(idsOf(some)).toEqual(['b']);
  });

  it('looks no more once it is stopped', async () => {
    folder.setContent({ 'a.cedar': permit('a') });
    const some = policies();
    await some.start();
    some.stop();

    expect(time.size).toBe(0);
  });

  it('looks no more when it is stopped while it looks', async () => {
    folder.setContent({ 'a.cedar': permit('a') });
    const some = policies();
    const started = some.start();
    some.stop();
    await started;

    expect(time.size).toBe(0);
  });
});
