import type {
  FeedDeployment,
  FeedPage,
  FeedWorkPool,
} from '@backstage-prefect/backstage-plugin-prefect-node';
import type { Knex } from 'knex';
import type { Bindings, Ownership } from '../bindings';
import type { Instance } from '../instances';
import { codeUrl, deploymentUrl, workPoolUrl } from '../runs';
import { type PageRequest, turnPage } from './turnPage';

/** Deployments that are asked for; all unless some are named. */
export type DeploymentsRequest = PageRequest & {
  readonly ids: readonly string[] | undefined;
};

type Deps = {
  readonly db: Knex;
  readonly bindings: Pick<Bindings, 'ownershipOf'>;
};

type DeploymentRow = {
  id: string;
  flow_name: string;
  name: string;
  title: string;
  description: string | null;
  tags: string;
  entrypoint: string | null;
  pull_steps: string | null;
  work_pool: string | null;
};

type WorkPoolRow = { id: string; name: string; type: string };

/**
 * Reads what the catalog makes entities of. Pages go by name: a deployment that is deleted
 * and made again while somebody turns pages keeps its place, so that it is not overlooked.
 */
export class FeedReader {
  readonly #db: Knex;
  readonly #bindings: Deps['bindings'];

  constructor({ db, bindings }: Deps) {
    this.#db = db;
    this.#bindings = bindings;
  }

  /** Those whose place in the catalog is settled; others are nobody's business yet. */
  async deployments(
    instance: Instance,
    { ids, ...request }: DeploymentsRequest,
  ): Promise<FeedPage<FeedDeployment>> {
    // Asked first: what is settled afterwards is on a page or was never there.
    const isComplete = await this.#isSettled(instance);
    const query = this.#db<DeploymentRow>('deployments as d')
      .join('bound_deployments as b', on =>
        on.on('b.instance', 'd.instance').on('b.deployment_id', 'd.id'),
      )
      .where('d.instance', instance.id)
      .select('d.*');
    if (ids) query.whereIn('d.id', [...ids]);
    const page = await turnPage<DeploymentRow>(query, request, 'd.title');
    const ownerships = await this.#bindings.ownershipOf(
      page.rows.map(({ id }) => ({ instance: instance.id, id })),
    );
    return {
      isComplete,
      items: page.rows.map((row, index) =>
        toFeedDeployment(instance, row, ownerships[index]),
      ),
      nextCursor: page.nextCursor,
    };
  }

  async workPools(
    instance: Instance,
    request: PageRequest,
  ): Promise<FeedPage<FeedWorkPool>> {
    const isComplete = await this.#isSeeded(instance);
    const query = this.#db<WorkPoolRow>('work_pools as d')
      .where('d.instance', instance.id)
      .select('d.*');
    const page = await turnPage<WorkPoolRow>(query, request, 'd.name');
    return {
      isComplete,
      items: page.rows.map(({ name, type }) => ({
        name,
        type,
        prefectUrl: workPoolUrl(instance, name),
      })),
      nextCursor: page.nextCursor,
    };
  }

  async #isSettled(instance: Instance): Promise<boolean> {
    if (!(await this.#isSeeded(instance))) return false;
    const unsettled: unknown = await this.#db('deployments as d')
      .leftJoin('bound_deployments as b', on =>
        on.on('b.instance', 'd.instance').on('b.deployment_id', 'd.id'),
      )
      .where('d.instance', instance.id)
      .whereNull('b.deployment_id')
      .first('d.id');
    return unsettled === undefined;
  }

  /** Whether the instance was once read from beginning to end. */
  async #isSeeded({ id }: Instance): Promise<boolean> {
    const seeded: unknown = await this.#db('instance_state')
      .where({ instance: id })
      .whereNotNull('seeded_at')
      .first('instance');
    return seeded !== undefined;
  }
}

function toFeedDeployment(
  instance: Instance,
  row: DeploymentRow,
  { bindings, owners, sensitivity, sourceLocation }: Ownership,
): FeedDeployment {
  return {
    id: row.id,
    flowName: row.flow_name,
    name: row.name,
    description: row.description,
    tags: JSON.parse(row.tags),
    owners,
    entities: bindings
      .filter(({ trusted }) => trusted)
      .map(({ entity }) => entity),
    sensitivity,
    entrypoint: row.entrypoint,
    codeUrl: codeUrl({
      entrypoint: row.entrypoint,
      pullSteps: row.pull_steps,
      sourceLocation,
    }),
    workPool: row.work_pool,
    prefectUrl: deploymentUrl(instance, row.id),
  };
}
