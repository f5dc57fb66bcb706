import {
  ANNOTATION_SOURCE_LOCATION,
  type EntityLink,
  type ResourceEntity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  ANNOTATION_DEPLOYMENT_ID,
  ENTITY_TYPE_DEPLOYMENT,
  ENTITY_TYPE_WORK_POOL,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type {
  FeedDeployment,
  FeedWorkPool,
} from '@backstage-prefect/backstage-plugin-prefect-node';
import type { EntitySettings } from '../settings';
import { toResource } from './toResource';

/** What entities of one instance are made from. */
export type EntityFacts = {
  readonly instance: string;
  readonly deployments: readonly FeedDeployment[];
  readonly workPools: readonly FeedWorkPool[];
  /** Ref of the system that each bound entity is part of, where it is of one. */
  readonly systems: ReadonlyMap<string, string>;
  readonly settings: EntitySettings;
};

/** The entities that describe deployments and work pools, without anything that a run changes. */
export function toEntities(facts: EntityFacts): ResourceEntity[] {
  const pools = new Map(
    facts.workPools.map(pool => [pool.name, toPoolEntity(facts, pool)]),
  );
  return [
    ...pools.values(),
    ...facts.deployments.map(deployment =>
      toDeploymentEntity(facts, deployment, {
        pool: pools.get(deployment.workPool ?? ''),
      }),
    ),
  ];
}

function toPoolEntity(
  { instance, settings }: EntityFacts,
  { name, type, prefectUrl }: FeedWorkPool,
): ResourceEntity {
  return toResource({
    instance,
    type: ENTITY_TYPE_WORK_POOL,
    names: [name],
    description: `Work pool of type ${type}`,
    tags: [type],
    links: prefectLink(prefectUrl),
    spec: { owner: settings.defaultOwner },
  });
}

function toDeploymentEntity(
  { instance, systems, settings }: EntityFacts,
  deployment: FeedDeployment,
  { pool }: { readonly pool: ResourceEntity | undefined },
): ResourceEntity {
  const { id, flowName, name, owners, entities, codeUrl } = deployment;
  const system = entities.map(ref => systems.get(ref)).find(Boolean);
  return toResource({
    instance,
    type: ENTITY_TYPE_DEPLOYMENT,
    names: [flowName, name],
    description: deployment.description,
    tags: deployment.tags,
    annotations: {
      [ANNOTATION_DEPLOYMENT_ID]: `${instance}:${id}`,
      ...(codeUrl && { [ANNOTATION_SOURCE_LOCATION]: `url:${codeUrl}` }),
    },
    links: [
      ...portalLink(settings, { instance, id }),
      ...prefectLink(deployment.prefectUrl),
    ],
    spec: {
      owner: owners[0] ?? settings.defaultOwner,
      ...(system && { system }),
      ...(entities.length > 0 && { dependencyOf: [...entities] }),
      ...(pool && { dependsOn: [stringifyEntityRef(pool)] }),
    },
  });
}

function portalLink(
  { portalUrl }: EntitySettings,
  { instance, id }: { readonly instance: string; readonly id: string },
): EntityLink[] {
  if (!portalUrl) return [];
  const search = new URLSearchParams({ instance, deployment: id });
  return [{ url: `${portalUrl}/runs?${search}`, title: 'Runs' }];
}

function prefectLink(url: string | null): EntityLink[] {
  return url ? [{ url, title: 'Prefect' }] : [];
}
