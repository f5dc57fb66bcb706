import type {
  PrefectFlowRun,
  PrefectReader,
} from '@backstage-prefect/backstage-plugin-prefect-node';
import type { InstanceId } from '../instances';
import type { MirrorStore } from './MirrorStore';
import { portions } from './pages';
import { flowRow, type Lineage, type RunRow, runRow } from './rows';
import { traceLineage } from './traceLineage';

type Deps = {
  readonly instance: InstanceId;
  readonly reader: PrefectReader;
  readonly store: MirrorStore;
};

/** Turns runs of Prefect into rows: with the name of their flow and where they stand. */
export class RunFolder {
  readonly #instance: InstanceId;
  readonly #reader: PrefectReader;
  readonly #store: MirrorStore;

  constructor({ instance, reader, store }: Deps) {
    this.#instance = instance;
    this.#reader = reader;
    this.#store = store;
  }

  /** Reads these runs from Prefect; those that it does not know are not in the answer. */
  async read(ids: readonly string[]): Promise<PrefectFlowRun[]> {
    return this.#inPortions(ids, any_ =>
      this.#reader.readRuns({
        flow_runs: { operator: 'and_', id: { any_ } },
        sort: 'ID_DESC',
        limit: any_.length,
        offset: 0,
      }),
    );
  }

  /** The rows of runs, which may take further reads; saves nothing but their ancestors. */
  async rowsOf(runs: readonly PrefectFlowRun[]): Promise<RunRow[]> {
    const names = await this.#flowNames(runs);
    const lineage = await this.#trace(runs);
    return runs.map(run =>
      runRow(this.#instance, run, {
        flowName: names.get(run.flow_id) ?? '',
        lineage: lineage.get(run.id),
      }),
    );
  }

  async #flowNames(
    runs: readonly PrefectFlowRun[],
  ): Promise<Map<string, string>> {
    const ids = [...new Set(runs.map(run => run.flow_id))];
    const names = await this.#store.flowNames(this.#instance, ids);
    const flows = await this.#inPortions(
      ids.filter(id => !names.has(id)),
      any_ =>
        this.#reader.readFlows({
          flows: { operator: 'and_', id: { any_ } },
          sort: 'NAME_ASC',
          limit: any_.length,
          offset: 0,
        }),
    );
    const rows = flows.map(flow => flowRow(this.#instance, flow));
    await this.#store.saveFlows(rows);
    for (const { id, name } of rows) names.set(id, name);
    return names;
  }

  #trace(runs: readonly PrefectFlowRun[]): Promise<Map<string, Lineage>> {
    return traceLineage(runs, {
      known: ids => this.#store.lineageOf(this.#instance, ids),
      parentRunsOf: taskRunIds => this.#parentRunsOf(taskRunIds),
      keepParents: async ids => {
        const rows = await this.rowsOf(await this.read(ids));
        // An event may have told more since they were read.
        await this.#store.saveRuns(rows, { mayBeBehind: new Set(ids) });
      },
    });
  }

  async #parentRunsOf(
    taskRunIds: readonly string[],
  ): Promise<Map<string, string>> {
    const tasks = await this.#inPortions(taskRunIds, any_ =>
      this.#reader.readTaskRuns({
        task_runs: { operator: 'and_', id: { any_ } },
        sort: 'ID_DESC',
        limit: any_.length,
        offset: 0,
      }),
    );
    const parents = new Map<string, string>();
    for (const { id, flow_run_id: runId } of tasks) {
      if (id && runId) parents.set(id, runId);
    }
    return parents;
  }

  async #inPortions<T>(
    ids: readonly string[],
    read: (portion: string[]) => Promise<T[]>,
  ): Promise<T[]> {
    const items: T[] = [];
    for (const portion of portions(ids)) items.push(...(await read(portion)));
    return items;
  }
}
