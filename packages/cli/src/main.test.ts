import { createMockDirectory } from '@backstage/backend-test-utils';
import { cpSync } from 'node:fs';
import { starterFolder } from '@backstage-prefect/policies';
import { writeLedger } from './__testUtils__/writeLedger';
import { runProgram } from './__testUtils__/runProgram';

jest.setTimeout(120_000);

const permit = (id: string, when = 'principal in resource.owners') =>
  `@id("${id}")\npermit (principal, action == Action::"run", resource)\nwhen { ${when} };\n`;

const FORBID =
  '@id("frozen")\n@reason("Until Monday.")\nforbid (principal, action, resource)\nwhen { resource.tags.contains("frozen") };\n';

const test = (user: string) =>
  JSON.stringify([
    {
      name: 'an owner runs it',
      principal: { user, groups: user === 'mina' ? ['data'] : [] },
      action: 'run',
      resource: { deployment: 'prod:etl/nightly', owners: ['data'] },
      expect: { allow: ['team-run'] },
    },
  ]);

const QUESTIONS = `
people:
  - { user: mina, groups: [data] }
  - { user: jo }
deployments:
  - { deployment: 'prod:etl/nightly', owners: [data] }
  - { deployment: 'prod:etl/yearly', owners: [data], tags: [frozen] }
  - { instance: prod }
`;

const folder = createMockDirectory();
const run = (...args: string[]) => runProgram(args, { cwd: folder.path });

beforeAll(() => {
  folder.setContent({
    policies: {
      'a.cedar': permit('team-run'),
      tests: { 'a.yaml': test('mina') },
    },
    failing: {
      'a.cedar': permit('team-run'),
      tests: { 'a.yaml': test('jo') },
    },
    strict: { 'a.cedar': permit('team-run') + FORBID },
    open: { 'a.cedar': permit('all-run', 'true') },
    wrong: {
      'a.cedar': `// first\n${permit('a', 'resource.ownrs.isEmpty()')}`,
    },
    untested: { 'a.cedar': permit('team-run'), tests: {} },
    mistyped: { 'a.cedar': permit('a'), tests: { 'a.yaml': '- nam: [' } },
    'questions.yaml': QUESTIONS,
    'people.yaml': 'peple: []',
  });
  cpSync(starterFolder(), folder.resolve('starter'), { recursive: true });
  writeLedger(folder.path);
});

describe('help', () => {
  it.each<[string[], string]>([
    [[], 'policy'],
    [['policy'], 'who-can'],
    [['policy', 'validate'], '--json'],
    [['policy', 'test'], '--json'],
    [['policy', 'explain'], '--principal'],
    [['policy', 'diff'], '--exit-code'],
    [['policy', 'who-can'], '--questions'],
    [['ledger'], 'verify'],
    [['ledger', 'verify'], '--anchor'],
    [['ledger', 'proof'], '--key'],
  ])('is there for %j', async (command, word) => {
    const { code, out, err } = await run(...command, '--help');

    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(
      `Usage: ${['backstage-prefect', ...command].join(' ')}`,
    );
    expect(out).toContain(word);
    expect(out).toContain('Exit codes: 0 ');
  });

  it('tells the version', async () => {
    await expect(run('--version')).resolves.toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });
});

describe('wrong use', () => {
  const explain = ['policy', 'explain', '--principal', 'mina'];
  const ask = [...explain, '--action', 'run'];
  it.each<[string, string[], string]>([
    ['no command', [], 'Usage'],
    ['half a command', ['policy'], 'Usage'],
    ['an unknown command', ['polcy'], "unknown command 'polcy'"],
    ['an unknown option', ['policy', 'test', '--jsn'], "'--jsn'"],
    ['a folder that is not there', ['policy', 'test', 'nowhere'], 'ENOENT'],
    ['one folder too many', ['policy', 'test', 'a', 'b'], 'too many arguments'],
    ['no action', explain, '--action'],
    ['an unknown action', [...explain, '--action', 'rn'], 'Allowed choices'],
    ['nothing that it is about', ask, 'either --deployment or --instance'],
    [
      'a deployment without its instance',
      [...ask, '--deployment', 'etl'],
      '--deployment etl: must be <instance>:<deployment>',
    ],
    [
      'an unknown override',
      [...ask, '--instance', 'prod', '--override', 'image'],
      '--override image',
    ],
    ['no questions', ['policy', 'diff', 'policies', 'open'], '--questions'],
    [
      'a file that is not of questions',
      ['policy', 'diff', 'policies', 'open', '--questions', 'people.yaml'],
      'peple',
    ],
    [
      'a deployment that is not in the file',
      ['policy', 'who-can', 'run', 'prod:x', '--questions', 'questions.yaml'],
      'prod:x is not in questions.yaml',
    ],
    ['no key', ['ledger', 'verify', 'ledger.jsonl'], '--key'],
    [
      'a key that is none',
      ['ledger', 'verify', 'ledger.jsonl', '--key', 'ledger.jsonl'],
      'no Ed25519 public key',
    ],
  ])('is answered with 2: %s', async (_, args, message) => {
    await expect(run(...args)).resolves.toEqual({
      code: 2,
      out: '',
      err: expect.stringContaining(message),
    });
  });
});

describe('policy validate', () => {
  it('takes the folder policies when none is named', async () => {
    await expect(run('policy', 'validate')).resolves.toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /^policies is valid: 1 policy, version [0-9a-f]{12}\.\n$/,
      ),
    });
  });

  it('takes the starter policies, as JSON too', async () => {
    const { code, out } = await run('policy', 'validate', 'starter', '--json');

    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      valid: true,
      folder: 'starter',
      policies: expect.arrayContaining([
        {
          id: 'owners-run',
          effect: 'permit',
          actions: ['run'],
          file: 'starter.cedar',
          line: expect.any(Number),
        },
      ]),
    });
  });

  it('names file, line and what may be meant', async () => {
    const text = await run('policy', 'validate', 'wrong');
    const json = await run('policy', 'validate', 'wrong', '--json');

    expect(text.code).toBe(1);
    expect(text.out).toMatch(/^wrong\/a\.cedar:4:\d+: .*ownrs.*owners.*\n/);
    expect(text.out).toContain('wrong is refused: 1 problem.');
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({
      valid: false,
      problems: [{ file: 'a.cedar', line: 4 }],
    });
  });
});

describe('policy test', () => {
  it('tells of every test', async () => {
    await expect(run('policy', 'test')).resolves.toEqual({
      code: 0,
      out: 'ok    a.yaml: an owner runs it\n1 test, all as expected.\n',
      err: '',
    });
  });

  it('tells what is not as expected, as JSON too', async () => {
    const text = await run('policy', 'test', 'failing');
    const json = await run('policy', 'test', 'failing', '--json');
    const failure = 'expected allow by team-run, but it is deny by no policy';

    expect(text).toMatchObject({
      code: 1,
      out: `FAIL  a.yaml: an owner runs it\n      ${failure}\n1 test, 1 not as expected.\n`,
    });
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toEqual({
      folder: 'failing',
      failed: 1,
      tests: [{ file: 'a.yaml', name: 'an owner runs it', failure }],
    });
  });

  it.each([
    ['policies that are not valid', 'wrong', 'wrong/a.cedar:4:'],
    ['no tests', 'untested', 'There is no test.'],
    ['tests that cannot be read', 'mistyped', 'a.yaml: '],
  ])('fails with %s', async (_, name, message) => {
    const { code, out, err } = await run('policy', 'test', name);

    expect(code).toBe(1);
    expect(out + err).toContain(message);
  });
});

describe('policy explain', () => {
  const ask = (...more: string[]) =>
    run(
      ...['policy', 'explain', '--action', 'run', '--owner', 'data'],
      ...['--deployment', 'prod:etl/nightly', ...more],
    );

  it.each<[string, string[], number, string]>([
    [
      'what allows it',
      ['--principal', 'user:default/mina', '--groups', 'group:default/data'],
      0,
      'user:default/mina may run prod:etl/nightly.\nteam-run (a.cedar:1) allows it.\n',
    ],
    [
      'what comes closest',
      ['--principal', 'jo'],
      1,
      'user:default/jo may not run prod:etl/nightly.\nNo policy allows it. Closest: team-run (a.cedar:1), for members of group:default/data.\n',
    ],
    [
      'what forbids it, and its reason',
      ['--principal', 'mina', '--groups', 'data', '--tag', 'frozen', 'strict'],
      1,
      'user:default/mina may not run prod:etl/nightly.\nfrozen (a.cedar:4) forbids it. Until Monday.\n',
    ],
    [
      'what a run overrides',
      [
        ...['--principal', 'mina', '--groups', 'x,data'],
        ...['--override', 'jobVariables', 'starter'],
      ],
      1,
      'no-job-variables (overrides.cedar:',
    ],
  ])('names %s', async (_, args, code, message) => {
    const answer = await ask(...args);

    expect(answer).toMatchObject({ code, err: '' });
    expect(answer.out).toContain(message);
  });

  it('answers as JSON', async () => {
    const { code, out } = await ask('--principal', 'jo', '--json');

    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      allowed: false,
      policies: [],
      closest: {
        policy: 'team-run',
        missing: { what: 'membership', of: ['group:default/data'] },
      },
    });
  });
});

describe('policy diff', () => {
  const diff = (...args: string[]) =>
    run('policy', 'diff', ...args, '--questions', 'questions.yaml');

  it('is quiet when nothing changes', async () => {
    await expect(diff('policies', 'failing', '--exit-code')).resolves.toEqual({
      code: 0,
      out: 'Nothing changes.\n',
      err: '',
    });
  });

  it('tells who loses what, and fails when it is asked to', async () => {
    const changes = await diff('policies', 'strict');

    expect(changes.code).toBe(0);
    expect(changes.out).toContain(
      'lose  user:default/mina  run prod:etl/yearly  allow (team-run) → deny (frozen)\n',
    );
    expect(changes.out).toMatch(/changed: 0 gain, 1 lose\.\n$/);
    await expect(
      diff('policies', 'strict', '--exit-code'),
    ).resolves.toMatchObject({ code: 1, out: changes.out });
  });

  it('answers as JSON', async () => {
    const { out } = await diff('policies', 'open', '--json');

    expect(JSON.parse(out)).toMatchObject({
      gain: 2,
      lose: 0,
      changes: expect.arrayContaining([
        {
          principal: 'user:default/jo',
          action: 'run',
          overrides: [],
          resource: 'prod:etl/nightly',
          before: { allowed: false, policies: [] },
          after: { allowed: true, policies: ['all-run'] },
        },
      ]),
    });
  });

  it.each([
    ['before', ['wrong', 'policies']],
    ['after', ['policies', 'wrong']],
  ])('fails when the policies %s are not valid', async (_, folders) => {
    await expect(diff(...folders)).resolves.toMatchObject({
      code: 1,
      out: expect.stringContaining('wrong is refused: 1 problem.'),
    });
  });
});

describe('policy who-can', () => {
  const whoCan = (...args: string[]) =>
    run('policy', 'who-can', ...args, '--questions', 'questions.yaml');

  it.each([
    [
      'everyone',
      'open',
      'user:default/mina  all-run\nuser:default/jo  all-run\n',
    ],
    ['the team', 'policies', 'user:default/mina  team-run\n'],
  ])('names %s', async (_, policies, out) => {
    await expect(whoCan('run', 'prod:etl/yearly', policies)).resolves.toEqual({
      code: 0,
      out,
      err: '',
    });
  });

  it('says that nobody may', async () => {
    await expect(whoCan('run', 'prod')).resolves.toMatchObject({
      code: 0,
      out: 'Nobody.\n',
    });
  });

  it('answers as JSON', async () => {
    const { out } = await whoCan('run', 'prod:etl/nightly', '--json');

    expect(JSON.parse(out)).toEqual({
      action: 'run',
      resource: 'prod:etl/nightly',
      people: [{ principal: 'user:default/mina', policies: ['team-run'] }],
    });
  });
});

describe('ledger', () => {
  it('verifies an export', async () => {
    const { code, out } = await run(
      ...['ledger', 'verify', 'ledger.jsonl', '--key', 'ledger.pub'],
    );

    expect(code).toBe(0);
    expect(out).toMatch(/\nOK\n$/);
  });

  it('finds what is missing, as JSON too', async () => {
    const { code, out } = await run(
      ...['ledger', 'verify', 'cut.jsonl', '--key', 'ledger.pub', '--json'],
    );

    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ verdict: 'broken' });
  });
});
