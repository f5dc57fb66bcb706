import type { Knex } from 'knex';
import { COMPANY, deploymentKey, runKey, teamOf } from './insertCompany';

/** How much the ledger of a company has. */
const LEDGER = { acts: 6_000, people: 200 } as const;

const ROWS_AT_ONCE = 400;

/** Who did the act of that number. */
export const actorOf = (number: number) =>
  `user:default/person-${number % LEDGER.people}`;

/** Fills the ledger with acts that ended, of people of all teams, and some readings. */
export async function insertLedger(db: Knex, nowMs: number): Promise<void> {
  const rows = Array.from({ length: LEDGER.acts }, (_, number) =>
    rowsOf(number, nowMs),
  ).flat();
  await db.transaction(tx =>
    tx.batchInsert('ledger_entries', rows, ROWS_AT_ONCE),
  );
}

function rowsOf(number: number, nowMs: number) {
  const { instance, id: deployment } = deploymentKey(
    number % COMPANY.deployments,
  );
  const at = new Date(nowMs - (LEDGER.acts - number) * 60_000).toISOString();
  const run = runKey(number % COMPANY.deployments, number % 50).id;
  const seq = 2 * number + 1;
  const same = { writer: 'aaaa', at, hash: '' };
  const intent = {
    ...same,
    seq,
    kind: number % 50 === 7 ? 'read' : 'intent',
    ends: null as string | null,
    person: actorOf(number) as string | null,
    behalf: null as string | null,
    action: 'run-cancel' as string | null,
    instance: instance as string | null,
    deployment: deployment as string | null,
    run: run as string | null,
    door: 'portal' as string | null,
    allowed: true as boolean | null,
  };
  const outcome: typeof intent = {
    ...intent,
    seq: seq + 1,
    kind: 'outcome',
    ends: `aaaa.${seq}`,
    person: null,
    action: null,
    instance: null,
    deployment: null,
    run: null,
    door: null,
    allowed: null,
  };
  return [intent, outcome].map(row => ({
    ...row,
    entry: JSON.stringify({
      id: `aaaa.${row.seq}`,
      at,
      kind: row.kind,
      of: row.ends ?? undefined,
      resource: { instance, deployment, run },
      meta: { owner: teamOf(number % COMPANY.deployments) },
    }),
  }));
}
