/**
 * Where the entities of an instance come from, in the catalog's form of a location. It is
 * also the name of their provider: another name would be another provider, and the catalog
 * deletes what one that is gone has made.
 */
export const locationOf = (instance: string): string => `prefect:${instance}`;
