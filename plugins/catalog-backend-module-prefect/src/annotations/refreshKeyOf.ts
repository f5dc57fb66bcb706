/**
 * Key under which the catalog processes entities again whose annotations may name something
 * of an instance.
 */
export const refreshKeyOf = (instance: string): string =>
  `prefect-annotations:${instance}`;
