import type { Grant } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApprovals } from '../accessPage/useApprovals';
import { MY_TEAMS } from '../filters';
import { EVERYTHING, type Scope } from './useScope';

const NONE: readonly Grant[] = [];

/**
 * What waits for the reader to decide. It waits for a person, not for an owner: an overview
 * of somebody else has none, and one that cannot be fetched is told on its own page.
 */
export function useAsks({ value }: Scope): readonly Grant[] {
  const { data } = useApprovals();
  const isOfReader = value === MY_TEAMS || value === EVERYTHING;
  if (!isOfReader || !data) return NONE;
  return data.items.filter(({ rights }) => rights.decide.allowed);
}
