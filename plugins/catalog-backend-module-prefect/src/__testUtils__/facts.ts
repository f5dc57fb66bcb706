import type {
  FeedDeployment,
  FeedWorkPool,
} from '@backstage-prefect/backstage-plugin-prefect-node';

/** A deployment as the feed tells of it, from its title and what matters to a test. */
export function aDeployment(
  title: string,
  facts: Partial<FeedDeployment> = {},
): FeedDeployment {
  const [flowName, ...name] = title.split('/');
  return {
    id: `id-of-${title}`,
    flowName,
    name: name.join('/'),
    description: null,
    tags: [],
    owners: [],
    entities: [],
    sensitivity: 'normal',
    entrypoint: null,
    codeUrl: null,
    workPool: null,
    prefectUrl: null,
    ...facts,
  };
}

/** A work pool as the feed tells of it. */
export function aWorkPool(
  name: string,
  facts: Partial<FeedWorkPool> = {},
): FeedWorkPool {
  return { name, type: 'process', prefectUrl: null, ...facts };
}
