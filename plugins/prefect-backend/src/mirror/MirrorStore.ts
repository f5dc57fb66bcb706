import type { Knex } from 'knex';
import type { InstanceId } from '../instances';
import { transact } from '../transact';
import { isChanged, storedRows, type StoredRow } from './changedRows';
import { eachChunk } from './chunks';
import { databaseClock, databaseNow } from './lease/databaseClock';
import { type Fence, noFence } from './lease/Fence';
import type { Instant } from './Mirror';
import type { EventState } from './PrefectEvent';
import type {
  DeploymentRow,
  FlowRow,
  Lineage,
  RunRow,
  ScheduleRow,
  WorkPoolRow,
} from './rows';
import { tally } from './tallies/tally';
import {
  type RunChange,
  TALLIED_COLUMNS,
  type TalliedRun,
} from './tallies/TalliedRun';
import { Turns } from './Turns';
import { updateStates } from './updateStates';

/** A deployment with what belongs to it. */
export type DeploymentRecord = {
  readonly deployment: DeploymentRow;
  readonly schedules: readonly ScheduleRow[];
};

/** Runs that are other than before, or gone. */
export type ChangedRuns = {
  readonly runs: readonly string[];
  /** Deployments that these runs are of. */
  readonly runsOf: readonly string[];
};

/** What is kept about an instance between starts. */
export type InstanceStateRow = {
  instance: InstanceId;
  version: string | null;
  seeded_at: Instant | null;
  as_of: Instant | null;
  /** Prefect's own time up to which ended runs are known. */
  seen_until: Instant | null;
  problem: string | null;
};

/** State types of runs that have not ended. */
const LIVE_STATES = ['SCHEDULED', 'PENDING', 'RUNNING', 'PAUSED', 'CANCELLING'];

/** Tags of a JSON list, each once, as long as the column is. */
const tagsOf = (json: string): string[] => [
  ...new Set((JSON.parse(json) as string[]).map(tag => tag.slice(0, 500))),
];

/** Columns that Prefect touches without anybody having changed something. */
const NOT_TO_BE_SEEN = ['updated'];

const STATE_COLUMNS = [
  'state_id',
  'state_type',
  'state_name',
  'state_timestamp',
  'state_message',
  'state_details',
];

/**
 * The tables of the mirror. Each method is one transaction, and one that writes comes
 * through only while this process holds the lease of the fence.
 */
export class MirrorStore {
  readonly #db: Knex;
  readonly #fence: Fence;
  readonly #runWrites = new Turns();

  constructor(db: Knex, fence: Fence = noFence) {
    this.#db = db;
    this.#fence = fence;
  }

  /** The database's clock, which all processes share. */
  async now(): Promise<Date> {
    return new Date(await databaseNow(this.#db));
  }

  async findInstance(
    instance: InstanceId,
  ): Promise<InstanceStateRow | undefined> {
    return this.#db<InstanceStateRow>('instance_state')
      .where({ instance })
      .first();
  }

  /** Keeps since when there is a problem, by the database's clock. */
  async saveInstance(row: InstanceStateRow): Promise<void> {
    await this.#transact(async tx => {
      await tx('instance_state').insert(row).onConflict('instance').merge();
      await tx('instance_state')
        .where({ instance: row.instance })
        .update({
          broken_since:
            row.problem === null
              ? null
              : tx.raw('coalesce(broken_since, ?)', [databaseClock(tx)]),
        });
    });
  }

  /**
   * Something may have been missed since that moment of the database's clock; what was
   * missed before stays.
   */
  async markBehind(
    instance: InstanceId,
    { since, problem }: { readonly since: number; readonly problem: string },
  ): Promise<void> {
    await this.#transact(async tx => {
      await tx('instance_state')
        .insert({ instance })
        .onConflict('instance')
        .ignore();
      await tx('instance_state')
        .where({ instance })
        .update({
          problem: tx.raw('coalesce(problem, ?)', [problem]),
          broken_since: tx.raw('coalesce(broken_since, ?)', [since]),
        });
    });
  }

  async saveFlows(rows: readonly FlowRow[]): Promise<void> {
    await this.#transact(async tx => {
      const stored = await storedRows(tx, 'flows', rows);
      const changed = rows.filter(row => isChanged(row, stored.get(row.id)));
      await upsert(tx, 'flows', changed);
      for (const { instance, id, name } of changed) {
        const before = stored.get(id);
        if (before && before.name !== name) {
          await tx('runs')
            .where({ instance, flow_id: id })
            .update({ flow_name: name });
        }
      }
    });
  }

  async flowNames(
    instance: InstanceId,
    ids: readonly string[],
  ): Promise<Map<string, string>> {
    const rows = await selectIn(ids, chunk =>
      this.#db('flows')
        .where({ instance })
        .whereIn('id', chunk)
        .select<{ id: string; name: string }[]>('id', 'name'),
    );
    return new Map(rows.map(row => [row.id, row.name]));
  }

  /** @returns the ids of deployments that are visibly other than before */
  async saveDeployments(
    records: readonly DeploymentRecord[],
  ): Promise<string[]> {
    return this.#transact(async tx => {
      const rows = records.map(each => each.deployment);
      const stored = await storedRows(tx, 'deployments', rows);
      const schedules = await storedSchedules(tx, rows);
      const isOther = (
        { deployment: row, schedules: wanted }: DeploymentRecord,
        ignored?: readonly string[],
      ) =>
        isChanged(row, stored.get(row.id), ignored) ||
        areSchedulesChanged(wanted, schedules.get(row.id) ?? []);
      await replaceDeployments(
        tx,
        records.filter(each => isOther(each)),
      );
      return records
        .filter(each => isOther(each, NOT_TO_BE_SEEN))
        .map(each => each.deployment.id);
    });
  }

  /** @returns the ids that are stored and not among these */
  async deploymentsOtherThan(
    instance: InstanceId,
    ids: ReadonlySet<string>,
  ): Promise<string[]> {
    const stored: string[] = await this.#db('deployments')
      .where({ instance })
      .pluck('id');
    return stored.filter(id => !ids.has(id));
  }

  /** @returns the ids of those that were stored */
  async removeDeployments(
    instance: InstanceId,
    ids: readonly string[],
  ): Promise<string[]> {
    return this.#transact(async tx => {
      const stored = await storedIds(tx, 'deployments', { instance, ids });
      await eachChunk(stored, async chunk => {
        for (const table of ['schedules', 'deployment_tags']) {
          await tx(table)
            .where({ instance })
            .whereIn('deployment_id', chunk)
            .delete();
        }
        await tx('deployments')
          .where({ instance })
          .whereIn('id', chunk)
          .delete();
      });
      return stored;
    });
  }

  async removeFlowsOtherThan(
    instance: InstanceId,
    ids: ReadonlySet<string>,
  ): Promise<void> {
    const stored: string[] = await this.#db('flows')
      .where({ instance })
      .pluck('id');
    const gone = stored.filter(id => !ids.has(id));
    if (gone.length === 0) return;
    await this.#transact(tx =>
      eachChunk(gone, async chunk => {
        await tx('flows').where({ instance }).whereIn('id', chunk).delete();
      }),
    );
  }

  /** @returns whether a work pool is visibly other than before, or gone */
  async replaceWorkPools(
    instance: InstanceId,
    rows: readonly WorkPoolRow[],
  ): Promise<boolean> {
    return this.#transact(async tx => {
      const stored: StoredRow[] = await tx('work_pools')
        .where({ instance })
        .select();
      const byId = new Map(stored.map(row => [String(row.id), row]));
      if (
        stored.length === rows.length &&
        !rows.some(row => isChanged(row, byId.get(row.id)))
      ) {
        return false;
      }
      await tx('work_pools').where({ instance }).delete();
      await insert(tx, 'work_pools', rows);
      return (
        stored.length !== rows.length ||
        rows.some(row => isChanged(row, byId.get(row.id), NOT_TO_BE_SEEN))
      );
    });
  }

  /**
   * Applies the states that events told to runs that are known, unless a run is in a
   * younger state already.
   *
   * @returns those that are other than before
   */
  async applyStates(
    instance: InstanceId,
    states: ReadonlyMap<string, EventState>,
  ): Promise<ChangedRuns> {
    return this.#writeRuns(instance, async tx => {
      const changes: RunChange[] = [];
      await eachChunk([...states.keys()], async ids => {
        const behind = (await storedStates(tx, { instance, ids })).flatMap(
          before => {
            const state = states.get(before.id);
            return state && before.state_timestamp < state.timestamp
              ? [{ id: before.id, before, state }]
              : [];
          },
        );
        await updateStates(tx, instance, behind);
        for (const { before, state } of behind) {
          changes.push({
            before,
            after: { ...before, state_type: state.type },
          });
        }
      });
      return changes;
    });
  }

  /**
   * Saves runs as Prefect told them when it was asked; of one that was told twice the last
   * counts. Of those that may be behind, a state that is stored and younger stays.
   *
   * @returns those that are other than before
   */
  async saveRuns(
    rows: readonly RunRow[],
    { mayBeBehind }: { readonly mayBeBehind: ReadonlySet<string> },
  ): Promise<ChangedRuns> {
    const [first] = rows;
    if (!first) return { runs: [], runsOf: [] };
    return this.#writeRuns(first.instance, async tx => {
      const changes: Array<{ before: TalliedRun | undefined; after: RunRow }> =
        [];
      const once = [...new Map(rows.map(row => [row.id, row])).values()];
      await eachChunk(once, async chunk => {
        const stored = await storedRows(tx, 'runs', chunk);
        for (const told of chunk) {
          const before = stored.get(told.id);
          const after = mayBeBehind.has(told.id)
            ? withYoungerState(told, before)
            : told;
          if (!isChanged(after, before)) continue;
          changes.push({ before: before as TalliedRun | undefined, after });
        }
      });
      await upsert(
        tx,
        'runs',
        changes.map(({ after }) => after),
      );
      await replaceRunTags(tx, changes);
      return changes;
    });
  }

  /** @returns those that were stored */
  async removeRuns(
    instance: InstanceId,
    ids: readonly string[],
  ): Promise<ChangedRuns> {
    return this.#writeRuns(instance, async tx => {
      const stored = await selectIn(ids, chunk =>
        storedStates(tx, { instance, ids: chunk }),
      );
      await eachChunk(stored, async rows => {
        const chunk = rows.map(row => row.id);
        await tx('run_tags')
          .where({ instance })
          .whereIn('run_id', chunk)
          .delete();
        await tx('runs').where({ instance }).whereIn('id', chunk).delete();
      });
      return stored.map(before => ({ before, after: undefined }));
    });
  }

  /** Where these runs stand; those that are not stored or not traced are missing. */
  async lineageOf(
    instance: InstanceId,
    ids: readonly string[],
  ): Promise<Map<string, Lineage>> {
    const rows = await selectIn(ids, chunk =>
      this.#db('runs')
        .where({ instance, lineage_known: true })
        .whereIn('id', chunk)
        .select<
          {
            id: string;
            parent_run_id: string | null;
            governing_deployment_id: string | null;
          }[]
        >('id', 'parent_run_id', 'governing_deployment_id'),
    );
    return new Map(
      rows.map(row => [
        row.id,
        {
          parentRunId: row.parent_run_id,
          governingDeploymentId: row.governing_deployment_id,
        },
      ]),
    );
  }

  /** Ids of runs that have not ended. */
  async liveRuns(instance: InstanceId): Promise<string[]> {
    return this.#db('runs')
      .where({ instance })
      .whereIn('state_type', LIVE_STATES)
      .pluck('id');
  }

  async scheduledRunsOf(
    instance: InstanceId,
    deploymentId: string,
  ): Promise<string[]> {
    return this.#db('runs')
      .where({ instance, deployment_id: deploymentId, state_type: 'SCHEDULED' })
      .pluck('id');
  }

  /** Ids of runs in order, from behind an id. */
  async runsAfter(
    instance: InstanceId,
    after: string,
    limit: number,
  ): Promise<string[]> {
    return this.#db('runs')
      .where({ instance })
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit)
      .pluck('id');
  }

  /**
   * Changes runs and what is counted of them, one such transaction after the other.
   *
   * @returns what the work says that it changed
   */
  #writeRuns(
    instance: InstanceId,
    work: (tx: Knex.Transaction) => Promise<RunChange[]>,
  ): Promise<ChangedRuns> {
    return this.#runWrites.take(() =>
      this.#transact(async tx => {
        const changes = await work(tx);
        await tally(tx, instance, changes);
        return changedRuns(changes);
      }),
    );
  }

  #transact<T>(work: (tx: Knex.Transaction) => PromiseLike<T>): Promise<T> {
    return transact(this.#db, async tx => {
      await this.#fence(tx);
      return work(tx);
    });
  }
}

function changedRuns(changes: readonly RunChange[]): ChangedRuns {
  const runs = changes.flatMap(({ before, after }) => after ?? before ?? []);
  const deployments = runs.flatMap(run => run.deployment_id ?? []);
  return {
    runs: runs.map(run => run.id),
    runsOf: [...new Set(deployments)],
  };
}

async function replaceDeployments(
  tx: Knex,
  records: readonly DeploymentRecord[],
): Promise<void> {
  const rows = records.map(each => each.deployment);
  await eachChunk(rows, async chunk => {
    const ids = chunk.map(row => row.id);
    for (const table of ['schedules', 'deployment_tags']) {
      await tx(table)
        .where({ instance: chunk[0].instance })
        .whereIn('deployment_id', ids)
        .delete();
    }
  });
  await upsert(tx, 'deployments', rows);
  await insert(
    tx,
    'schedules',
    records.flatMap(each => each.schedules),
  );
  await insert(
    tx,
    'deployment_tags',
    rows.flatMap(({ instance, id, tags }) =>
      tagsOf(tags).map(tag => ({ instance, deployment_id: id, tag })),
    ),
  );
}

async function replaceRunTags(
  tx: Knex,
  changes: readonly { before: TalliedRun | undefined; after: RunRow }[],
) {
  const known = changes.filter(({ before }) => before);
  await eachChunk(known, async chunk => {
    await tx('run_tags')
      .where({ instance: chunk[0].after.instance })
      .whereIn(
        'run_id',
        chunk.map(({ after }) => after.id),
      )
      .delete();
  });
  await insert(
    tx,
    'run_tags',
    changes.flatMap(({ after: { instance, id, tags } }) =>
      tagsOf(tags).map(tag => ({ instance, run_id: id, tag })),
    ),
  );
}

type StoredState = TalliedRun & { readonly state_timestamp: string };

function storedStates(
  tx: Knex,
  { instance, ids }: { instance: InstanceId; ids: readonly string[] },
): Promise<StoredState[]> {
  return tx('runs')
    .where({ instance })
    .whereIn('id', ids)
    .select(...TALLIED_COLUMNS, 'state_timestamp');
}

async function storedSchedules(
  tx: Knex,
  deployments: readonly DeploymentRow[],
): Promise<Map<string, StoredRow[]>> {
  const byDeployment = new Map<string, StoredRow[]>();
  await eachChunk(deployments, async chunk => {
    const rows: StoredRow[] = await tx('schedules')
      .where({ instance: chunk[0].instance })
      .whereIn(
        'deployment_id',
        chunk.map(row => row.id),
      )
      .select();
    for (const row of rows) {
      const id = String(row.deployment_id);
      byDeployment.set(id, [...(byDeployment.get(id) ?? []), row]);
    }
  });
  return byDeployment;
}

function areSchedulesChanged(
  wanted: readonly ScheduleRow[],
  stored: readonly StoredRow[],
): boolean {
  const byId = new Map(stored.map(row => [String(row.id), row]));
  return (
    wanted.length !== stored.length ||
    wanted.some(row => isChanged(row, byId.get(row.id)))
  );
}

function withYoungerState(told: RunRow, before: StoredRow | undefined): RunRow {
  if (!before || String(before.state_timestamp) <= told.state_timestamp) {
    return told;
  }
  const state = STATE_COLUMNS.map(column => [column, before[column]]);
  return { ...told, ...Object.fromEntries(state) };
}

async function storedIds(
  tx: Knex,
  table: string,
  { instance, ids }: { instance: InstanceId; ids: readonly string[] },
): Promise<string[]> {
  return selectIn(ids, chunk =>
    tx(table).where({ instance }).whereIn('id', chunk).pluck('id'),
  );
}

async function upsert(tx: Knex, table: string, rows: readonly object[]) {
  await eachChunk(rows, async chunk => {
    await tx(table).insert(chunk).onConflict(['instance', 'id']).merge();
  });
}

async function insert(tx: Knex, table: string, rows: readonly object[]) {
  await eachChunk(rows, async chunk => {
    await tx(table).insert(chunk);
  });
}

async function selectIn<T>(
  ids: readonly string[],
  select: (chunk: string[]) => PromiseLike<T[]>,
): Promise<T[]> {
  const rows: T[] = [];
  await eachChunk(ids, async chunk => {
    rows.push(...(await select(chunk)));
  });
  return rows;
}
