import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';

/** By which entity refs the signed-in person owns things. */
export type MyTeams = {
  readonly refs: readonly string[];
  /** Whether there is more among them than the person alone. */
  readonly isInTeam: boolean;
};

const NOBODY: MyTeams = { refs: [], isInTeam: false };

/** The teams of the signed-in person; undefined until it is known. */
export function useMyTeams(): MyTeams | undefined {
  const identity = useApi(identityApiRef);
  const { data, isError } = useQuery({
    queryKey: ['prefect-my-teams'],
    queryFn: async (): Promise<MyTeams> => {
      const { userEntityRef, ownershipEntityRefs } =
        await identity.getBackstageIdentity();
      return {
        refs: ownershipEntityRefs,
        isInTeam: ownershipEntityRefs.some(ref => ref !== userEntityRef),
      };
    },
    retry: false,
  });
  return isError ? NOBODY : data;
}
