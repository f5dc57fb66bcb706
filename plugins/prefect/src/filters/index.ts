/**
 * Filters of lists: how they stand in the URL, the controls that change them, and pages.
 */
export { type Choice, FilterSelect } from './FilterSelect';
export { FilterBar } from './FilterBar';
export { nameOfEntity } from './nameOfEntity';
export { OwnerFilter } from './OwnerFilter';
export { MY_TEAMS, NOBODY } from './owners';
export { Pager } from './Pager';
export { Results } from './Results';
export { TextFilter } from './TextFilter';
export * from './urlFilter';
export { type MyTeams, useMyTeams } from './useMyTeams';
export { type Pages, usePages } from './usePages';
export { useOwners } from './useOwners';
export { type ChangeFilter, useUrlFilter } from './useUrlFilter';
