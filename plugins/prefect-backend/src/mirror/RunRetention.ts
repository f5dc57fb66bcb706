import type { Knex } from 'knex';
import type { InstanceId } from '../instances';
import { instantOf } from './instant';
import type { MirrorSettings } from './MirrorSettings';
import { NO_DEPLOYMENT } from './tallies/TalliedRun';

export type RunRetentionDeps = {
  readonly instance: InstanceId;
  readonly db: Knex;
  readonly settings: Pick<
    MirrorSettings,
    'retentionDays' | 'maxRunsPerDeployment'
  >;
  /** Removes runs with what is counted of them. */
  readonly remove: (ids: readonly string[]) => Promise<unknown>;
};

/** State types from which Prefect does not move a run by itself. */
const ENDED = ['COMPLETED', 'FAILED', 'CANCELLED', 'CRASHED'];
/** Runs that are removed at once, so that others get their turn in between. */
const PORTION = 1_000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Removes ended runs that are too old, and the oldest of deployments that have too many. */
export class RunRetention {
  readonly #deps: RunRetentionDeps;

  constructor(deps: RunRetentionDeps) {
    this.#deps = deps;
  }

  async apply(now: Date): Promise<void> {
    await this.#removeOld(now);
    for (const { deployment_id: id, excess } of await this.#overfull()) {
      await this.#removeOldest(id, excess);
    }
  }

  async #removeOld(now: Date): Promise<void> {
    const { settings } = this.#deps;
    const before = new Date(now.getTime() - settings.retentionDays * DAY_MS);
    let removed: number;
    do {
      removed = await this.#remove(
        this.#ended().where('sort_time', '<', instantOf(before)).limit(PORTION),
      );
    } while (removed === PORTION);
  }

  /** Deployments that have more than are kept, and how many more. */
  async #overfull(): Promise<{ deployment_id: string; excess: number }[]> {
    const { db, instance, settings } = this.#deps;
    const { maxRunsPerDeployment: most } = settings;
    return db('deployment_activity')
      .where({ instance })
      .whereNot('deployment_id', NO_DEPLOYMENT)
      .where('runs', '>', most)
      .select('deployment_id', { excess: db.raw('runs - ?', [most]) });
  }

  async #removeOldest(deploymentId: string, excess: number): Promise<void> {
    for (let left = excess; left > 0; ) {
      const removed = await this.#remove(
        this.#ended()
          .where({ deployment_id: deploymentId })
          .orderBy('sort_time')
          .limit(Math.min(left, PORTION)),
      );
      // The rest has not ended.
      if (removed === 0) return;
      left -= removed;
    }
  }

  #ended(): Knex.QueryBuilder {
    const { db, instance } = this.#deps;
    return db('runs').where({ instance }).whereIn('state_type', ENDED);
  }

  /** @returns how many there were */
  async #remove(query: Knex.QueryBuilder): Promise<number> {
    const ids: string[] = await query.pluck('id');
    if (ids.length > 0) await this.#deps.remove(ids);
    return ids.length;
  }
}
