import { createUrlFilter, flag, type FilterOf, text, texts } from '../filters';

/** Which deployments are compared. */
export const environmentFilter = createUrlFilter({
  q: text,
  owner: texts,
  differing: flag,
});

/** What is asked of environments. */
export type EnvironmentFilter = FilterOf<typeof environmentFilter>;
