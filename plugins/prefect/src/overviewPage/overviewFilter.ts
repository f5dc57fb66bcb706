import { chartFilterShape } from '../charts';
import { createUrlFilter, text } from '../filters';

/** Whose overview it is, and which charts are in it. */
export const overviewFilter = createUrlFilter({
  owner: text,
  ...chartFilterShape,
});
