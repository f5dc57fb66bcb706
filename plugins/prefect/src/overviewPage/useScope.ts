import { MY_TEAMS, useMyTeams, useUrlFilter } from '../filters';
import { overviewFilter } from './overviewFilter';

/** Stands for everything that the reader may see. No entity ref: those have a colon. */
export const EVERYTHING = 'all';

/** Whose overview it is, and how to choose. */
export type Scope = {
  /** `MY_TEAMS`, `EVERYTHING` or an owner; undefined until it is known who the reader is. */
  readonly value: string | undefined;
  /** The owners of the lists that its numbers lead to; none for everything. */
  readonly owner: readonly string[];
  choose(value: string): void;
};

/** The scope in the URL; else the reader's own teams, or everything for who has none. */
export function useScope(): Scope {
  const [{ owner: chosen }, change] = useUrlFilter(overviewFilter);
  const mine = useMyTeams();
  const usual = mine && (mine.isInTeam ? MY_TEAMS : EVERYTHING);
  const value = chosen === '' ? usual : chosen;
  return {
    value,
    owner: value === undefined || value === EVERYTHING ? [] : [value],
    choose: owner => change({ owner }),
  };
}
