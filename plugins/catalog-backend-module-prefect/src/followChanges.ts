import type { EventsService } from '@backstage/plugin-events-node';
import {
  PREFECT_DEPLOYMENTS_TOPIC,
  readDeploymentsEvent,
} from '@backstage-prefect/backstage-plugin-prefect-node';
import type { KnownNames } from './annotations';
import type { PrefectEntityProvider } from './PrefectEntityProvider';

/** Who is told of changes. */
export type FollowDeps = {
  readonly events: EventsService;
  readonly providers: readonly Pick<
    PrefectEntityProvider,
    'instance' | 'changed'
  >[];
  readonly names: Pick<KnownNames, 'forget'>;
};

/**
 * Listens to what the Prefect backend plugin says of changes. Of several backends with an
 * events backend one hears each of them, and that is enough: the catalog is shared.
 */
export async function followChanges({
  events,
  providers,
  names,
}: FollowDeps): Promise<void> {
  await events.subscribe({
    id: 'prefect',
    topics: [PREFECT_DEPLOYMENTS_TOPIC],
    onEvent: async ({ eventPayload }) => {
      const { instance, deployments, all } = readDeploymentsEvent(eventPayload);
      names.forget(instance);
      providers
        .find(provider => provider.instance === instance)
        ?.changed(all ? 'all' : deployments);
    },
  });
}
