import { OLDEST_PREFECT } from '@backstage-prefect/backstage-plugin-prefect-common';

/**
 * What a Prefect can do of what this product asks of it and not every version can.
 * @public
 */
export type PrefectCapabilities = {
  /** It is not older than the oldest that is supported. */
  readonly isSupported: boolean;
  /** It says on `/logs/out` which runs write lines, if its settings let it. */
  readonly streamsLogs: boolean;
  /** A run that was cancelled may run again. */
  readonly retriesCancelled: boolean;
};

/** The first versions that can. */
const STREAMS_LOGS = '3.4.7';
const RETRIES_CANCELLED = '3.6.12';

/**
 * What a version of Prefect can do. One that cannot be read, or is not known yet, is taken
 * for a new one: what a Prefect really refuses, it says itself.
 *
 * @param version - as Prefect tells it, such as `3.8.8` or `3.6.0rc1`
 * @public
 */
export function capabilitiesOf(
  version: string | undefined,
): PrefectCapabilities {
  return {
    isSupported: !isOlder(version, OLDEST_PREFECT),
    streamsLogs: !isOlder(version, STREAMS_LOGS),
    retriesCancelled: !isOlder(version, RETRIES_CANCELLED),
  };
}

function isOlder(version: string | undefined, than: string): boolean {
  const [parts, limit] = [partsOf(version), partsOf(than)];
  const place = parts.findIndex((part, index) => part !== limit[index]);
  return place >= 0 && parts[place] < limit[place];
}

/** Major, minor and patch; none when it is no such version. */
function partsOf(version = ''): number[] {
  const [, ...parts] = /^(\d+)\.(\d+)\.(\d+)/.exec(version) ?? [];
  return parts.map(Number);
}
