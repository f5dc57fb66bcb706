/** What changed of an instance; ids only. */
export type News = {
  readonly runs: readonly string[];
  /** Deployments that these runs are of. */
  readonly runsOf: readonly string[];
  readonly deployments: readonly string[];
  /** Runs that wrote log lines. */
  readonly logs: readonly string[];
  /** Anything may have changed. */
  readonly all: boolean;
};

/** More ids than this are cheaper to fetch as "anything". */
const MOST_IDS = 200;

export const NO_NEWS: News = {
  runs: [],
  runsOf: [],
  deployments: [],
  logs: [],
  all: false,
};

/** Both, with every id once. */
export function mergeNews(first: News, second: Partial<News>): News {
  const merged = {
    runs: union(first.runs, second.runs),
    runsOf: union(first.runsOf, second.runsOf),
    deployments: union(first.deployments, second.deployments),
    logs: union(first.logs, second.logs),
    all: first.all || second.all === true,
  };
  const ids =
    merged.runs.length + merged.deployments.length + merged.logs.length;
  return merged.all || ids > MOST_IDS ? { ...NO_NEWS, all: true } : merged;
}

function union(a: readonly string[], b: readonly string[] = []): string[] {
  return [...new Set([...a, ...b])];
}
