import type { Knex } from 'knex';

/** A deployment as a test tells of it. */
export type TestDeployment = {
  readonly instance?: string;
  readonly id: string;
  /** flow/deployment */
  readonly title: string;
  readonly tags?: readonly string[];
};

/** Puts deployments into the mirror's tables. */
export async function insertDeployments(
  db: Knex,
  deployments: readonly TestDeployment[],
): Promise<void> {
  for (const { instance = 'production', id, title, tags = [] } of deployments) {
    const [flowName, ...name] = title.split('/');
    await db('deployments').insert({
      instance,
      id,
      flow_id: `flow-of-${id}`,
      flow_name: flowName,
      name: name.join('/'),
      title,
      paused: false,
      parameters: '{}',
      enforce_parameter_schema: true,
      tags: JSON.stringify(tags),
      labels: '{}',
    });
    for (const tag of tags) {
      await db('deployment_tags').insert({ instance, deployment_id: id, tag });
    }
  }
}
