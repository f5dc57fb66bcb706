import type { Grant } from '@backstage-prefect/backstage-plugin-prefect-common';

/** Something that happened with a grant; time itself has no name. */
export type Chapter = {
  readonly what:
    | 'asked'
    | 'broke'
    | 'approved'
    | 'refused'
    | 'revoked'
    | 'reviewed'
    | 'usedIt'
    | 'withdrawn'
    | 'lapsed'
    | 'expired';
  readonly at: string;
  readonly by: string | undefined;
  readonly reason: string;
};

/** From the asking on, in the order in which it happened. */
export function storyOf(grant: Grant): Chapter[] {
  const { kind, principal, askedAt, usedAt, voices } = grant;
  const first: Chapter = {
    what: kind === 'asked' ? 'asked' : 'broke',
    at: askedAt,
    by: principal,
    reason: grant.reason,
  };
  const said = voices.map(
    ({ verdict: what, at, by, reason }): Chapter => ({ what, at, by, reason }),
  );
  const used: Chapter[] = usedAt
    ? [{ what: 'usedIt', at: usedAt, by: principal, reason: '' }]
    : [];
  return [
    first,
    ...[...said, ...used, ...endOf(grant)].sort((a, b) =>
      a.at < b.at ? -1 : 1,
    ),
  ];
}

/** Endings that no voice and no use tells of. */
function endOf({ state, endedAt, principal }: Grant): Chapter[] {
  if (!endedAt) return [];
  switch (state) {
    case 'withdrawn':
      return [{ what: state, at: endedAt, by: principal, reason: '' }];
    case 'lapsed':
    case 'expired':
      return [{ what: state, at: endedAt, by: undefined, reason: '' }];
    default:
      return [];
  }
}
