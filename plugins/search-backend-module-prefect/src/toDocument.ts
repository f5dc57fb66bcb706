import { DEFAULT_NAMESPACE, parseEntityRef } from '@backstage/catalog-model';
import type { IndexableDocument } from '@backstage/plugin-search-common';
import type { SearchableDeployment } from '@backstage-prefect/backstage-plugin-prefect-node';

/** A deployment as search keeps it. Its flow is found through it. */
export type PrefectDocument = IndexableDocument & {
  readonly instance: string;
  readonly environment: string;
  readonly owner: string;
  readonly tags: string;
  readonly parameters: string;
  readonly components: string;
};

/** Makes a document of a deployment, to be found at `path` below the portal. */
export function toDocument(
  deployment: SearchableDeployment,
  path: string,
): PrefectDocument {
  const { instance, environment, id, flowName, name } = deployment;
  const title = `${flowName}/${name}`;
  const owner = deployment.owners.map(nameOf).join(', ');
  const tags = deployment.tags.join(', ');
  const parameters = deployment.parameters.join(', ');
  const components = deployment.entities.join(', ');
  const search = new URLSearchParams({ q: title, instance });
  return {
    title,
    // With blanks: an engine that breaks texts at them alone finds both names.
    text: [
      `${flowName} ${name}`,
      deployment.description,
      said('Owner', owner),
      said('Component', components),
      said('Tags', tags),
      said('Parameters', parameters),
    ]
      .filter(Boolean)
      .join('\n'),
    location: `${path}/deployments?${search}`,
    instance,
    environment,
    owner,
    tags,
    parameters,
    components,
    authorization: { resourceRef: `${instance}:${id}` },
  };
}

function said(what: string, text: string): string {
  return text && `${what}: ${text}`;
}

/** `payments` for `group:default/payments`. */
function nameOf(ref: string): string {
  const { namespace, name } = parseEntityRef(ref);
  return namespace === DEFAULT_NAMESPACE ? name : `${namespace}/${name}`;
}
