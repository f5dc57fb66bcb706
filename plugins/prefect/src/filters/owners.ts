import type { MyTeams } from './useMyTeams';

/**
 * Stands for the reader's own teams among owners, so that a link to "my teams" means those
 * of whoever follows it. No entity ref: those have a colon.
 */
export const MY_TEAMS = 'mine';

/** Stands for what belongs to nobody; the portal API knows it. */
export const NOBODY = 'none';

/** Owners as the portal API takes them. */
export function resolveOwners(
  owners: readonly string[],
  mine: MyTeams,
): string[] {
  // Nothing belongs to the teams of who has none. No owner at all would ask for everything.
  const own = mine.refs.length > 0 ? mine.refs : [MY_TEAMS];
  return [
    ...new Set(owners.flatMap(owner => (owner === MY_TEAMS ? own : [owner]))),
  ];
}
