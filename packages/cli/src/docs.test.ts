import { createMockDirectory } from '@backstage/backend-test-utils';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runProgram } from './__testUtils__/runProgram';
import { writeLedger } from './__testUtils__/writeLedger';

jest.setTimeout(60_000);

const REPOSITORY = resolve(__dirname, '../../..');
const page = readFileSync(join(REPOSITORY, 'docs/cli.md'), 'utf8');

const blocksOf = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))].map(
    ([, text]) => text,
  );

/** A block whose first line is a comment with its path. */
const blockOf = (language: string, path: string) =>
  blocksOf(language).find(text => text.split('\n')[0].endsWith(` ${path}`))!;

/** `…` stands for anything. */
const like = (expected: string) =>
  new RegExp(
    `^${expected
      .split('…')
      .map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('[^]*?')}$`,
  );

const examples = blocksOf('console').map(block => {
  const [command, ...output] = block.split('\n');
  return [command.replace('$ npx backstage-prefect ', ''), output.join('\n')];
});

describe('the examples of docs/cli.md', () => {
  const folder = createMockDirectory();

  beforeAll(() => {
    for (const name of ['policies', 'next']) {
      cpSync(join(REPOSITORY, 'policies'), folder.resolve(name), {
        recursive: true,
      });
    }
    for (const [language, path] of [
      ['yaml', 'questions.yaml'],
      ['cedar', 'next/on-call.cedar'],
    ]) {
      writeFileSync(folder.resolve(path), blockOf(language, path));
    }
    writeLedger(folder.path);
  });

  it('are of every command but one', () => {
    expect(
      examples.map(([command]) => command.split(' ').slice(0, 2).join(' ')),
    ).toEqual([
      'policy validate',
      'policy test',
      'policy explain',
      'policy diff',
      'policy who-can',
      'ledger verify',
    ]);
  });

  it.each(examples)('answer as they say: %s', async (command, output) => {
    const { out, err } = await runProgram(command.split(' '), {
      cwd: folder.path,
    });

    expect(err).toBe('');
    expect(out).toMatch(like(output));
  });
});
