/** Who there is in the catalog, in which groups. */
export { Directory, type Person } from './Directory';
