import type { Knex } from 'knex';
import { deploymentKey } from './insertCompany';

const GRANTS = 4_000;
const PEOPLE = 200;
const MINUTE_MS = 60_000;

/** Years of grants, of many people; one in a hundred waits, and one has an open review. */
export async function insertGrants(db: Knex, nowMs: number): Promise<void> {
  const iso = (ms: number) => new Date(ms).toISOString();
  const rows = Array.from({ length: GRANTS }, (_, number) => {
    const { instance, id } = deploymentKey(number % 50);
    const askedMs = nowMs - number * MINUTE_MS;
    const waits = number % 100 === 0;
    return {
      id: `00000000-0000-4000-9000-${String(number).padStart(12, '0')}`,
      kind: 'asked',
      principal: `user:default/person-${number % PEOPLE}`,
      right: 'run',
      instance,
      deployment_id: id,
      title: 'orders/hourly',
      reason: 'INC-204',
      door: 'portal',
      asked_at: iso(askedMs),
      state: waits ? 'waiting' : 'used',
      approvals: waits ? 0 : 1,
      approvals_needed: 1,
      seconds: 3_600,
      uses: 'once',
      fingerprint: String(number),
      candidates: '[]',
      newcomers_count: false,
      lapses_at: iso(askedMs + 10_080 * MINUTE_MS),
      active_from: waits ? null : iso(askedMs),
      ended_at: waits ? null : iso(askedMs),
      review: number === 1 ? 'open' : 'none',
    };
  });
  await db.batchInsert('grants', rows, 30);
}
