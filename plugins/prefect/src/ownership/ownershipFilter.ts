import {
  createUrlFilter,
  type FilterOf,
  someOf,
  text,
  texts,
} from '../filters';

/** What can be wrong with an ownership, worst first. */
export const PROBLEMS = [
  'unowned',
  'entity-gone',
  'owner-gone',
  'owner-empty',
  'claimed',
  'shared',
  'unmatched',
] as const;

/** Which ownerships are listed. */
export const ownershipFilter = createUrlFilter({
  q: text,
  problem: someOf(PROBLEMS),
  owner: texts,
  instance: texts,
});

/** What is asked of ownerships. */
export type OwnershipFilter = FilterOf<typeof ownershipFilter>;
