import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  createUrlFilter,
  type FilterOf,
  flag,
  MY_TEAMS,
  NOBODY,
  someOf,
  text,
  texts,
  type UrlFilter,
  type UrlValue,
} from '../filters';
import { RUN_STATES } from './runStates';
import { readWindow, type TimeWindow, writeWindow } from './timeWindow';

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
const INSTANCE = /^[a-z\d][a-z\d-]{0,62}$/;

/** Values of a kind, each once; what is none of the kind is left out. */
const valid = (
  read: (value: string) => string | undefined,
): UrlValue<readonly string[]> => ({
  read: values => [...new Set(values.flatMap(value => read(value) ?? []))],
  write: values => values,
});

const matching = (pattern: RegExp) => (value: string) => {
  const lower = value.toLowerCase();
  return pattern.test(lower) ? lower : undefined;
};

function readEntityRef(value: string): string | undefined {
  try {
    return stringifyEntityRef(parseEntityRef(value));
  } catch {
    return undefined;
  }
}

const parts = createUrlFilter({
  q: text,
  owner: valid(value =>
    value === MY_TEAMS || value === NOBODY ? value : readEntityRef(value),
  ),
  state: someOf(RUN_STATES),
  instance: valid(matching(INSTANCE)),
  deployment: valid(matching(UUID)),
  entity: valid(readEntityRef),
  tag: texts,
  future: flag,
  subflows: flag,
});

/** What is asked of runs. Future runs and sub-flows are out unless asked for. */
export type RunFilter = FilterOf<typeof parts> & {
  readonly window: TimeWindow;
};

/** Which runs are listed. What the portal API would refuse is not read from the URL. */
export const runFilter: UrlFilter<RunFilter> = {
  none: { ...parts.none, window: { kind: 'any' } },
  read: search => ({ ...parts.read(search), window: readWindow(search) }),
  write: ({ window, ...rest }) =>
    new URLSearchParams([...parts.write(rest), ...writeWindow(window)]),
};

/** Whether some runs may be left out. */
export const isNarrowed = ({ future, subflows, ...filter }: RunFilter) =>
  runFilter.write({ ...filter, future: false, subflows: false }).size > 0;
