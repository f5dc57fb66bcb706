import { MY_TEAMS, resolveOwners } from './owners';
import { useMyTeams } from './useMyTeams';

/** Owners as the portal API takes them; undefined until it is known who the reader is. */
export function useOwners(
  owners: readonly string[],
): readonly string[] | undefined {
  const mine = useMyTeams();
  if (!owners.includes(MY_TEAMS)) return owners;
  return mine && resolveOwners(owners, mine);
}
