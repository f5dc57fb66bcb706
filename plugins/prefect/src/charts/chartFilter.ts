import { createUrlFilter, type FilterOf, oneOf } from '../filters';
import { CHART_PRESETS } from './chartSpan';
import { MEASURES } from './measures';

/** How the choice of charts stands in the URL of whatever page they are on. */
export const chartFilterShape = {
  since: oneOf(CHART_PRESETS, '7d'),
  measure: oneOf(MEASURES, 'success'),
};

/** Charts of what, and of which time until now. */
export const chartFilter = createUrlFilter(chartFilterShape);

/** Charts of what, and of which time until now. */
export type ChartFilter = FilterOf<typeof chartFilter>;
