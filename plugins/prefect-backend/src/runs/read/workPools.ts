import type { Knex } from 'knex';
import type { InstanceId } from '../../instances';
import { keyOf } from './ownership';
import type { PoolFacts } from './waiting';

type InPool = {
  readonly instance: InstanceId;
  readonly work_pool: string | null;
};

type PoolRow = {
  instance: string;
  name: string;
  paused: boolean | number;
  workers_online: number;
};

/** What is known of the pools by {@link keyOf} instance and name; one query for all. */
export async function findPools(
  db: Knex,
  rows: readonly InPool[],
): Promise<Map<string, PoolFacts>> {
  const names = new Set(rows.flatMap(row => row.work_pool ?? []));
  if (names.size === 0) return new Map();
  const pools: PoolRow[] = await db('work_pools')
    .whereIn('name', [...names])
    .select('instance', 'name', 'paused', 'workers_online');
  return new Map(
    pools.map(({ instance, name, paused, workers_online }) => [
      keyOf(instance, name),
      { name, paused: Boolean(paused), workersOnline: workers_online },
    ]),
  );
}
