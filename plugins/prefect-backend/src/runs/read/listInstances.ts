import type {
  InstanceFreshness,
  PrefectInstance,
  PrefectInstanceLimit,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { capabilitiesOf } from '@backstage-prefect/backstage-plugin-prefect-node';
import type { Freshness } from '../../mirror';
import type { RunsDeps } from '../RunsDeps';

/** The configured instances and how fresh what is known of each is. */
export function listInstances({
  instances,
  mirror,
}: RunsDeps): PrefectInstance[] {
  return instances.list().map(instance => ({
    id: instance.id,
    title: instance.title,
    environment: instance.environment,
    labels: { ...instance.labels },
    uiUrl: instance.uiUrl ?? null,
    version: mirror.version(instance.id) ?? null,
    limits: limitsOf(mirror.version(instance.id)),
    freshness: toFreshness(mirror.freshness(instance.id)),
  }));
}

function limitsOf(version: string | undefined): PrefectInstanceLimit[] {
  const { isSupported, streamsLogs } = capabilitiesOf(version);
  if (!isSupported) return ['too-old'];
  return streamsLogs ? [] : ['no-log-stream'];
}

function toFreshness(freshness: Freshness): InstanceFreshness {
  switch (freshness.state) {
    case 'seeding':
      return {
        state: 'seeding',
        asOf: null,
        message: freshness.problem ?? null,
      };
    case 'current':
      return { state: 'current', asOf: freshness.asOf, message: null };
    case 'stale':
      return {
        state: 'stale',
        asOf: freshness.asOf,
        message: freshness.problem,
      };
    default:
      return freshness satisfies never;
  }
}
