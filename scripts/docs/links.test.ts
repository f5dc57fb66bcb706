import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { repoRoot } from '../../packages/real-parts/src/index.ts';

const root = repoRoot();
const files = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'],
  { cwd: root, encoding: 'utf8' },
)
  .split('\n')
  .filter(Boolean);

/** Links to other places of the repository, without code examples. */
function linksIn(text: string): string[] {
  const prose = text.replace(/^```.*?^```/gms, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target)
    .filter(target => !/^[a-z]+:/.test(target));
}

/** Whether a heading has this anchor, as code hosts make them. */
function hasAnchor(text: string, anchor: string): boolean {
  return [...text.matchAll(/^#+ (.+)$/gm)].some(
    ([, heading]) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-') === anchor,
  );
}

for (const file of files) {
  test(`every link of ${file} leads somewhere`, () => {
    const broken = linksIn(readFileSync(join(root, file), 'utf8')).filter(
      link => {
        const [path, anchor] = link.split('#');
        const target = path
          ? join(root, dirname(file), path)
          : join(root, file);
        if (!existsSync(target)) return true;
        return anchor && !hasAnchor(readFileSync(target, 'utf8'), anchor);
      },
    );
    assert.deepEqual(broken, []);
  });
}
