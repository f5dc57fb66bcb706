import { createMockDirectory } from '@backstage/backend-test-utils';
import { symlink, unlink } from 'node:fs/promises';
import { ManualSchedule } from '../../__testUtils__/ManualSchedule';
import { FolderSource } from './FolderSource';
import { LayeredPolicies } from './LayeredPolicies';

const permit = (id: string) =>
  `@id("${id}")\npermit (principal, action, resource);\n`;

describe('LayeredPolicies', () => {
  const folder = createMockDirectory();
  let time: ManualSchedule;
  let logged: string[];

  function policies() {
    time = new ManualSchedule();
    logged = [];
    return new LayeredPolicies({
      sources: [new FolderSource({ name: '', folder: folder.path })],
      refreshSeconds: 10,
      schedule: time.schedule,
      logger: {
        info: message => logged.push(`info ${message}`),
        error: message => logged.push(`error ${message}`),
      },
    });
  }

  const idsOf = (of: LayeredPolicies) =>
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
    expect(logged[1]).toContain(
      `those of ${version!.slice(0, 12)} are in force`,
    );

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

describe('policies of several places', () => {
  const company = createMockDirectory();
  const team = createMockDirectory();
  let time: ManualSchedule;
  let logged: string[];
  let some: LayeredPolicies;

  const asks = (
    action: string,
    who: string,
  ) => `@id("${who}-${action}") permit (principal == User::"user:default/${who}", action == Action::"${action}", resource);
`;

  beforeEach(() => {
    time = new ManualSchedule();
    logged = [];
    company.setContent({ 'all.cedar': permit('all') });
    team.setContent({ 'own.cedar': permit('own') });
    some = new LayeredPolicies({
      sources: [
        new FolderSource({ name: 'company', folder: company.path }),
        new FolderSource({
          name: 'payments',
          folder: team.path,
          owner: 'group:default/payments',
        }),
      ],
      refreshSeconds: 10,
      schedule: time.schedule,
      logger: {
        info: message => logged.push(`info ${message}`),
        error: message => logged.push(`error ${message}`),
      },
    });
  });

  const inForce = () =>
    some.current()?.policies.map(({ id, file }) => `${file} ${id}`);

  const decide = (who: string, owners: string[]) =>
    some.current()!.decide({
      principal: {
        kind: 'user',
        ref: `user:default/${who}`,
        ownershipRefs: [`user:default/${who}`],
      },
      action: 'run',
      resource: {
        deployment: 'd',
        facts: {
          instance: 'production',
          environment: 'production',
          owners,
          tags: [],
          sensitivity: 'normal',
        },
      },
    });

  it('are in force together, the one before the other', async () => {
    await some.start();
    expect(inForce()).toEqual([
      'company/all.cedar all',
      'payments/own.cedar payments:own',
    ]);
  });

  it.each([
    ['what it owns', ['group:default/payments'], true],
    [
      'what it owns with others',
      ['group:default/a', 'group:default/payments'],
      true,
    ],
    ['what others own', ['group:default/a'], false],
    ['what nobody owns', [], false],
  ])('of a team speak about %s: %s', async (_, owners, counts) => {
    company.setContent({ 'all.cedar': asks('view', 'mina') });
    team.setContent({ 'own.cedar': permit('own') });
    await some.start();
    expect(decide('lena', owners)).toEqual(
      counts
        ? { allowed: true, policies: ['payments:own'] }
        : { allowed: false, policies: [] },
    );

    company.setContent({ 'all.cedar': permit('all') });
    team.setContent({
      'own.cedar': '@id("no") forbid (principal, action, resource);',
    });
    await time.advance(10_000);
    expect(decide('lena', owners)).toEqual(
      counts
        ? { allowed: false, policies: ['payments:no'] }
        : { allowed: true, policies: ['all'] },
    );
  });

  it('of a team cannot take that condition away', async () => {
    company.setContent({ 'all.cedar': asks('view', 'mina') });
    team.setContent({
      'own.cedar': `@id("or") permit (principal, action, resource)
        when { true } unless { false };`,
    });
    await some.start();
    expect(decide('lena', ['group:default/a']).allowed).toBe(false);
    expect(decide('lena', ['group:default/payments']).allowed).toBe(true);
  });

  it('of a team cannot fail about what others own', async () => {
    team.setContent({
      'own.cedar':
        '@id("x") permit (principal, action, resource) when { 9223372036854775807 + 1 > 0 };',
    });
    await some.start();
    expect(logged).toEqual([expect.stringMatching(/^info /)]);
    expect(decide('lena', ['group:default/a'])).toEqual({
      allowed: true,
      policies: ['all'],
    });
    expect(decide('lena', ['group:default/payments']).allowed).toBe(false);
  });

  it.each(['aaa', 'zzz'])(
    'of a team named %s cannot keep out one of the company by its id',
    async name => {
      some = new LayeredPolicies({
        sources: [
          new FolderSource({ name: 'company', folder: company.path }),
          new FolderSource({
            name,
            folder: team.path,
            owner: 'group:default/payments',
          }),
        ],
        refreshSeconds: 10,
        schedule: time.schedule,
        logger: { info: () => {}, error: () => {} },
      });
      await some.start();
      team.setContent({ 'own.cedar': permit('freeze') });
      await time.advance(10_000);
      company.setContent({
        'all.cedar': permit('all'),
        'freeze.cedar': '@id("freeze") forbid (principal, action, resource);',
      });
      await time.advance(10_000);
      expect(decide('lena', ['group:default/a'])).toEqual({
        allowed: false,
        policies: ['freeze'],
      });
    },
  );

  it('with a mistake in one keep what that had, and take what the other has', async () => {
    await some.start();
    team.setContent({ 'own.cedar': 'permit' });
    company.setContent({ 'all.cedar': permit('more') });
    await time.advance(10_000);

    expect(inForce()).toEqual([
      'company/all.cedar more',
      'payments/own.cedar payments:own',
    ]);
    expect(some.health().problem).toContain('payments/own.cedar:1:');
    expect(logged.filter(line => line.startsWith('error'))).toHaveLength(1);
    await time.advance(30_000);
    expect(logged.filter(line => line.startsWith('error'))).toHaveLength(1);

    team.setContent({ 'own.cedar': permit('mended') });
    await time.advance(10_000);
    expect(inForce()).toEqual([
      'company/all.cedar more',
      'payments/own.cedar payments:mended',
    ]);
    expect(some.health().problem).toBeUndefined();
  });

  it('are none while one of them never was valid or there', async () => {
    team.setContent({ 'own.cedar': 'permit' });
    await some.start();
    expect(some.current()).toBeUndefined();
    team.remove();
    await time.advance(10_000);
    expect(some.current()).toBeUndefined();
    expect(some.health().problem).toBe(
      'The policies of payments cannot be read.',
    );
  });

  it('may have the id of another: that of a team has its name in front', async () => {
    team.setContent({ 'own.cedar': permit('all') });
    await some.start();
    expect(inForce()).toEqual([
      'company/all.cedar all',
      'payments/own.cedar payments:all',
    ]);
  });
});
