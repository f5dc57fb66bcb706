import { isRecord, parseJson } from './json';

/** What is known of where a deployment's code lies. */
export type CodeFacts = {
  /** `path/file.py:function`, as given at deploy. */
  readonly entrypoint: string | null;
  /** Prefect's pull steps as JSON. */
  readonly pullSteps: string | null;
  /** The entity's source location: a folder or file on the code host. */
  readonly sourceLocation: string | undefined;
};

/** Where a person reads the flow's code; null when nothing says so. */
export function codeUrl(facts: CodeFacts): string | null {
  const file = fileOf(facts.entrypoint);
  if (!file) return null;
  const base = cloneUrl(facts.pullSteps) ?? webUrl(facts.sourceLocation);
  return base ? join(base, file) : null;
}

/** An importable module (`package.module.flow`) names no file. */
function fileOf(entrypoint: string | null): string | undefined {
  const match = /^(?:\.\/)?(.+\.py)(?::[^/]*)?$/.exec(entrypoint ?? '');
  return match?.[1];
}

/** The repository that the worker clones is the truth, where it does. */
function cloneUrl(pullSteps: string | null): URL | undefined {
  for (const step of parseJson<unknown[]>(pullSteps, [])) {
    if (!isRecord(step)) continue;
    const clone = step['prefect.deployments.steps.git_clone'];
    if (!isRecord(clone) || typeof clone.repository !== 'string') continue;
    const url = webUrl(clone.repository.replace(/\.git\/?$/, ''));
    if (!url) continue;
    const branch = typeof clone.branch === 'string' ? clone.branch : 'HEAD';
    const path = url.pathname.replace(/\/$/, '');
    url.pathname = `${path}/${treeOf(url)}/${encodePath(branch)}/`;
    return url;
  }
  return undefined;
}

function treeOf(url: URL): string {
  return url.hostname.includes('gitlab') ? '-/tree' : 'tree';
}

/** Only what a browser opens, without the credential that a clone URL may carry. */
function webUrl(text: string | undefined): URL | undefined {
  if (!text || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  url.username = '';
  url.password = '';
  url.search = '';
  url.hash = '';
  return url;
}

function join(base: URL, file: string): string {
  const url = new URL(base);
  const folder = url.pathname
    .replace(/\/blob\/(.*)\/[^/]*$/, '/tree/$1')
    .replace(/\/$/, '');
  url.pathname = `${folder}/${encodePath(
    withoutOverlap(folder, file),
  )}`.replace(/\/tree\//, '/blob/');
  return url.href;
}

/** An entrypoint may start at the repository's root or in the entity's folder. */
function withoutOverlap(folder: string, file: string): string {
  const parts = file.split('/');
  for (let count = parts.length - 1; count > 0; count--) {
    const head = encodePath(parts.slice(0, count).join('/'));
    if (folder.endsWith(`/${head}`)) return parts.slice(count).join('/');
  }
  return file;
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
