/**
 * What every page is made of: states of what is fetched, states of runs, times, owners.
 */
export { Badge } from './Badge';
export { Banners } from './Banners';
export { CopyButton } from './CopyButton';
export { DataTable } from './DataTable';
export { describeSchedule } from './describeSchedule';
export { Duration, RunDuration } from './Duration';
export { EmptyState } from './EmptyState';
export { EntityLink } from './EntityLink';
export { EnvironmentBadge } from './EnvironmentBadge';
export * from './format';
export { LocalTimeField } from './LocalTimeField';
export { LockedButton } from './LockedButton';
export { Owners } from './Owners';
export { PageBody } from './PageBody';
export { QueryState } from './QueryState';
export { RunStrip } from './RunStrip';
export { shortVersion } from './shortVersion';
export { saveFile } from './saveFile';
export { StateBadge } from './StateBadge';
export { hasOwnName, lookOf, type Tone } from './stateLook';
export { surface } from './surface';
export { Time } from './Time';

export { useNow } from './useNow';
export { useRovingStops } from './useRovingStops';
export { yamlLine } from './yamlLine';
