import { OLDEST_PREFECT } from '@backstage-prefect/backstage-plugin-prefect-common';
import {
  capabilitiesOf,
  PrefectUpstreamError,
} from '@backstage-prefect/backstage-plugin-prefect-node';

/**
 * Why nothing of a Prefect is read, when it is older than the oldest that is supported: what
 * it answers might be read wrongly.
 */
export function tooOldError(
  version: string | undefined,
): PrefectUpstreamError | undefined {
  if (capabilitiesOf(version).isSupported) return undefined;
  return new PrefectUpstreamError(
    `It runs Prefect ${version}, and ${OLDEST_PREFECT} is the oldest that is supported. Nothing is read of it until it is upgraded.`,
  );
}
