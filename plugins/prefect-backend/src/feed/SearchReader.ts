import type {
  SearchableDeployment,
  SearchPage,
} from '@backstage-prefect/backstage-plugin-prefect-node';
import type { Knex } from 'knex';
import type { Bindings, Ownership } from '../bindings';
import type { InstanceId, Instances } from '../instances';
import { type PageRequest, turnPage } from './turnPage';

type Deps = {
  readonly db: Knex;
  readonly bindings: Pick<Bindings, 'ownershipOf'>;
  readonly instances: Pick<Instances, 'list' | 'get'>;
};

type Row = {
  instance: InstanceId;
  id: string;
  flow_name: string;
  name: string;
  description: string | null;
  tags: string;
  parameters: string;
  parameter_schema: string | null;
};

/**
 * Reads what search finds: deployments whose place in the catalog is settled and that are not
 * restricted. Search asks Backstage's permissions for each reader, which know nothing of what
 * only owners may view.
 */
export class SearchReader {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async deployments(request: PageRequest): Promise<SearchPage> {
    const { db, bindings, instances } = this.#deps;
    const query = db('deployments as d')
      .join('bound_deployments as b', on =>
        on.on('b.instance', 'd.instance').on('b.deployment_id', 'd.id'),
      )
      .leftJoin('deployment_sensitivity as s', on =>
        on.on('s.instance', 'd.instance').on('s.deployment_id', 'd.id'),
      )
      .whereNull('s.sensitivity')
      .whereIn(
        'd.instance',
        instances.list().map(({ id }) => id),
      )
      .select(
        'd.instance',
        'd.id',
        'd.flow_name',
        'd.name',
        'd.description',
        'd.tags',
        'd.parameters',
        'd.parameter_schema',
      );
    const page = await turnPage<Row>(query, request, 'd.title');
    const ownerships = await bindings.ownershipOf(page.rows);
    return {
      items: page.rows.map((row, index) => ({
        ...toSearchable(row, ownerships[index]),
        environment: instances.get(row.instance).environment,
      })),
      nextCursor: page.nextCursor,
    };
  }
}

function toSearchable(
  row: Row,
  { owners, bindings }: Ownership,
): Omit<SearchableDeployment, 'environment'> {
  const schema = JSON.parse(row.parameter_schema ?? '{}');
  return {
    instance: row.instance,
    id: row.id,
    flowName: row.flow_name,
    name: row.name,
    description: row.description,
    tags: JSON.parse(row.tags),
    // Names only: values may be secret.
    parameters: [
      ...new Set([
        ...Object.keys(schema?.properties ?? {}),
        ...Object.keys(JSON.parse(row.parameters)),
      ]),
    ],
    owners,
    entities: bindings
      .filter(({ trusted }) => trusted)
      .map(({ title }) => title),
  };
}
