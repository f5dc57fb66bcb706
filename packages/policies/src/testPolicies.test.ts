import { createMockDirectory } from '@backstage/backend-test-utils';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { starterFolder } from './starterFolder';
import { testPolicies } from './testPolicies';

/** Those of the distribution. */
const REPOSITORY = resolve(__dirname, '../../../policies');

const permit =
  '@id("team-run")\npermit (principal, action == Action::"run", resource)\nwhen { principal in resource.owners };';

const test = (changes: object = {}) =>
  JSON.stringify([
    {
      name: 'an owner runs it',
      principal: { user: 'mina', groups: ['data'] },
      action: 'run',
      resource: { deployment: 'prod:etl/nightly', owners: ['data'] },
      expect: { allow: ['team-run'] },
      ...changes,
    },
  ]);

describe('testPolicies', () => {
  const folder = createMockDirectory();

  const run = async (tests: string) => {
    folder.setContent({ 'a.cedar': permit, tests: { 'a.yaml': tests } });
    return testPolicies(folder.path);
  };

  it('passes what is as expected', async () => {
    await expect(run(test())).resolves.toEqual([
      { file: 'a.yaml', name: 'an owner runs it', failure: undefined },
    ]);
  });

  it.each<[string, object, string]>([
    [
      'another verdict',
      { principal: { user: 'jo' } },
      'expected allow by team-run, but it is deny by no policy',
    ],
    [
      'another policy',
      { expect: { allow: ['owners-run'] } },
      'expected allow by owners-run, but it is allow by team-run',
    ],
    [
      'another that is closest',
      {
        principal: { user: 'jo' },
        expect: { deny: [], closest: 'owners-run' },
      },
      'expected deny by no policy, closest owners-run, but it is deny by no policy, closest team-run',
    ],
  ])('tells of %s', async (_, changes, failure) => {
    await expect(run(test(changes))).resolves.toMatchObject([{ failure }]);
  });

  it.each<[string, object]>([
    ['a misspelt key', { resorce: {} }],
    ['an action that is not known', { action: 'runs' }],
    ['an override that is not known', { overrides: ['image'] }],
    ['nothing that is expected', { expect: {} }],
  ])('refuses %s, with the file', async (_, changes) => {
    await expect(run(test(changes))).rejects.toThrow(/^a\.yaml: /);
  });
});

describe('the policies of the repository', () => {
  it('are as their tests say', async () => {
    const results = await testPolicies(REPOSITORY);

    expect(results.filter(({ failure }) => failure)).toEqual([]);
    expect(results.length).toBeGreaterThan(20);
  });

  it('begin with those that the package carries', async () => {
    for (const name of await readdir(starterFolder())) {
      await expect(readFile(join(REPOSITORY, name), 'utf8')).resolves.toBe(
        await readFile(join(starterFolder(), name), 'utf8'),
      );
    }
  });
});
