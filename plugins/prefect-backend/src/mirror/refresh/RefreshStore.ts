import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import type { InstanceId } from '../../instances';
import { databaseClock } from '../lease/databaseClock';

/** What is to be read from Prefect now. */
export type Refresh = {
  readonly instance: InstanceId;
  readonly kind: 'runs' | 'deployments';
  readonly ids: readonly string[];
};

export type RefreshRequest = Refresh & { readonly id: string };

type RequestRow = {
  id: string;
  instance: InstanceId;
  kind: Refresh['kind'];
  ids: string;
  problem: string | null;
  requested_at: number | string;
};

/** Whoever asked has gone by then. */
const FORGOTTEN_MS = 60_000;

/** What processes ask of the holder of an instance. */
export class RefreshStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async ask({ instance, kind, ids }: Refresh): Promise<string> {
    const id = randomUUID();
    await this.#db('refresh_requests').insert({
      id,
      instance,
      kind,
      ids: JSON.stringify(ids),
      requested_at: databaseClock(this.#db),
    });
    return id;
  }

  /** What came of it; what is done is gone. */
  async outcomeOf(
    id: string,
  ): Promise<
    { is: 'done' } | { is: 'waiting' } | { is: 'failed'; problem: string }
  > {
    const row = await this.#db<RequestRow>('refresh_requests')
      .where({ id })
      .first('problem');
    if (!row) return { is: 'done' };
    return row.problem === null
      ? { is: 'waiting' }
      : { is: 'failed', problem: row.problem };
  }

  /** The oldest that nobody has worked on. */
  async waiting(instance: InstanceId): Promise<RefreshRequest[]> {
    const rows = await this.#db<RequestRow>('refresh_requests')
      .where({ instance, problem: null })
      .orderBy('requested_at')
      .limit(50);
    return rows.map(({ id, kind, ids }) => ({
      id,
      instance,
      kind,
      ids: JSON.parse(ids),
    }));
  }

  async fail(id: string, problem: string): Promise<void> {
    await this.#db('refresh_requests').where({ id }).update({ problem });
  }

  /** It is done, or nobody wants it any more. */
  async remove(id: string): Promise<void> {
    await this.#db('refresh_requests').where({ id }).delete();
  }

  /** Those of processes that died while they waited. */
  async forgetOld(instance: InstanceId): Promise<void> {
    await this.#db('refresh_requests')
      .where({ instance })
      .where(
        'requested_at',
        '<',
        this.#db.raw('? - ?', [databaseClock(this.#db), FORGOTTEN_MS]),
      )
      .delete();
  }
}
