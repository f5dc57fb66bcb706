/** Who there is in the catalog, and in which groups: nested ones too, as they are now. */
export { createPeople, type People } from './createPeople';
export type { Person } from './PeopleReader';
