import type { TeamRow } from '@backstage-prefect/backstage-plugin-prefect-common';
import { NOBODY } from '../filters';
import { formatDuration, formatShare } from '../kit';
import { useOverviewLinks } from './useOverviewLinks';

/** What is told of a team, in this order. */
export const FIGURES = [
  'deployments',
  'failing',
  'late',
  'running',
  'success',
  'lateness',
] as const;

/** A number in words, and where what it counts is listed; nowhere when that is nothing. */
export type Figure = {
  readonly text: string;
  readonly href: string | undefined;
};

const NONE: Figure = { text: '–', href: undefined };

/** The numbers of a team. */
export function useFigures(
  team: TeamRow,
): Record<(typeof FIGURES)[number], Figure> {
  const links = useOverviewLinks();
  const owner = [team.owner ?? NOBODY];
  const finished = links.runs({
    owner,
    state: ['COMPLETED', 'FAILED', 'CRASHED'],
    window: { kind: 'last', preset: '7d' },
  });
  const { successRate, latenessMs } = team;
  return {
    deployments: count(team.deployments, links.deployments({ owner })),
    failing: count(
      team.failing,
      links.deployments({ owner, health: ['failing'] }),
    ),
    late: count(team.late, links.deployments({ owner, health: ['late'] })),
    running: count(team.running, links.runs({ owner, state: ['RUNNING'] })),
    success:
      successRate === null
        ? NONE
        : { text: formatShare(successRate), href: finished },
    lateness:
      latenessMs === null
        ? NONE
        : { text: formatDuration(latenessMs), href: finished },
  };
}

function count(number: number, href: string): Figure {
  return {
    text: new Intl.NumberFormat().format(number),
    href: number > 0 ? href : undefined,
  };
}
