import type {
  PrefectDeployment,
  PrefectFlowRun,
  PrefectReader,
} from '@backstage-prefect/backstage-plugin-prefect-node';
import type { InstanceId } from '../instances';
import type { DeploymentRecord, MirrorStore } from './MirrorStore';
import { PAGE, pages, portions } from './pages';
import { deploymentRow, flowRow, scheduleRows, workPoolRow } from './rows';

type Deps = {
  instance: InstanceId;
  reader: PrefectReader;
  store: MirrorStore;
};

const LIVE_STATES = [
  'SCHEDULED',
  'PENDING',
  'RUNNING',
  'PAUSED',
  'CANCELLING',
] as const;

/** When runs ended, in Prefect's own time; without `before` until now. */
export type EndSpan = { readonly after: string; readonly before?: string };

/** What is visibly other than before. */
export type DefinitionChange = {
  /** Ids of deployments that are new, other than before, or gone. */
  readonly deployments: readonly string[];
  readonly workPools: boolean;
};

/** Reads what an instance holds into the tables. */
export class InstanceReader {
  readonly #instance: InstanceId;
  readonly #reader: PrefectReader;
  readonly #store: MirrorStore;

  constructor({ instance, reader, store }: Deps) {
    this.#instance = instance;
    this.#reader = reader;
    this.#store = store;
  }

  /** Flows, deployments with schedules, and work pools, with what is gone removed. */
  async readDefinitions(): Promise<DefinitionChange> {
    const flows = await this.#readFlows();
    const ids = new Set<string>();
    const changed: string[] = [];
    for await (const page of pages(({ limit, offset }) =>
      this.#reader.readDeployments({ limit, offset, sort: 'NAME_ASC' }),
    )) {
      changed.push(...(await this.#saveDeployments(page)));
      for (const { id } of page) ids.add(id);
    }
    const gone = await this.#store.deploymentsOtherThan(this.#instance, ids);
    // A page may have moved under the reading: ask for each by its id.
    const refreshed = await this.refreshDeployments(gone);
    await this.#store.removeFlowsOtherThan(this.#instance, flows);
    return {
      deployments: [...changed, ...refreshed.deployments],
      workPools: await this.readWorkPools(),
    };
  }

  /** Reads some deployments again; those that Prefect does not know are removed. */
  async refreshDeployments(ids: readonly string[]): Promise<DefinitionChange> {
    const changed: string[] = [];
    for (const any_ of portions(ids)) {
      const found = await this.#reader.readDeployments({
        deployments: { operator: 'and_', id: { any_ } },
        limit: PAGE,
        offset: 0,
        sort: 'NAME_ASC',
      });
      const foundIds = new Set(found.map(deployment => deployment.id));
      changed.push(
        ...(await this.#saveDeployments(found)),
        ...(await this.#store.removeDeployments(
          this.#instance,
          any_.filter(id => !foundIds.has(id)),
        )),
      );
    }
    return { deployments: changed, workPools: false };
  }

  /** @returns whether a pool is visibly other than before */
  async readWorkPools(): Promise<boolean> {
    const rows = [];
    for await (const page of pages(({ limit, offset }) =>
      this.#reader.readWorkPools({ limit, offset }),
    )) {
      for (const pool of page) {
        const workers = await this.#reader.readWorkers(pool.name);
        rows.push(workPoolRow(this.#instance, pool, workers));
      }
    }
    return this.#store.replaceWorkPools(this.#instance, rows);
  }

  /** Runs that have not ended. */
  liveRuns(): AsyncGenerator<PrefectFlowRun[], void> {
    return this.#runs({
      state: { operator: 'and_', type: { any_: [...LIVE_STATES] } },
    });
  }

  /**
   * Runs that ended in a span of time, its ends included, the last to end first. Each page
   * begins where the one before ended and not at an offset: Prefect would walk over all
   * that comes before it, and runs that end meanwhile would move the pages.
   */
  async *endedRuns({
    after,
    before,
  }: EndSpan): AsyncGenerator<PrefectFlowRun[], void> {
    let until = before;
    let offset = 0;
    for (;;) {
      const page = await this.#reader.readRuns({
        flow_runs: {
          operator: 'and_',
          end_time: { after_: after, before_: until },
        },
        sort: 'END_TIME_DESC',
        limit: PAGE,
        offset,
      });
      if (page.length > 0) yield page;
      if (page.length < PAGE) return;
      const last = page[page.length - 1].end_time ?? after;
      // More than a page ended at that moment: there is nothing else to go on from.
      offset = last === until ? offset + PAGE : 0;
      until = last;
    }
  }

  /** Scheduled runs of a deployment. */
  scheduledRunsOf(
    deploymentId: string,
  ): AsyncGenerator<PrefectFlowRun[], void> {
    return this.#runs({
      deployment_id: { operator: 'and_', any_: [deploymentId] },
      state: { operator: 'and_', type: { any_: ['SCHEDULED'] } },
    });
  }

  #runs(filter: object): AsyncGenerator<PrefectFlowRun[], void> {
    return pages(({ limit, offset }) =>
      this.#reader.readRuns({
        flow_runs: { operator: 'and_', ...filter },
        sort: 'ID_DESC',
        limit,
        offset,
      }),
    );
  }

  async #readFlows(): Promise<Set<string>> {
    const ids = new Set<string>();
    for await (const page of pages(({ limit, offset }) =>
      this.#reader.readFlows({ limit, offset, sort: 'NAME_ASC' }),
    )) {
      await this.#store.saveFlows(
        page.map(flow => flowRow(this.#instance, flow)),
      );
      for (const flow of page) ids.add(flow.id!);
    }
    return ids;
  }

  /** @returns the ids of those that are visibly other than before */
  async #saveDeployments(
    deployments: readonly PrefectDeployment[],
  ): Promise<string[]> {
    const ids = [...new Set(deployments.map(each => each.flow_id))];
    const names = await this.#store.flowNames(this.#instance, ids);
    if (ids.some(id => !names.has(id))) {
      await this.#readFlows();
      for (const [id, name] of await this.#store.flowNames(
        this.#instance,
        ids,
      )) {
        names.set(id, name);
      }
    }
    return this.#store.saveDeployments(
      deployments.map(
        (deployment): DeploymentRecord => ({
          deployment: deploymentRow(
            this.#instance,
            deployment,
            names.get(deployment.flow_id) ?? '',
          ),
          schedules: scheduleRows(this.#instance, deployment),
        }),
      ),
    );
  }
}
