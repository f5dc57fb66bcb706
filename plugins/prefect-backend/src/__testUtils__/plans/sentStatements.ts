import type { Knex } from 'knex';

/** A statement as it went to the database, and how many rows came back. */
export type SentStatement = {
  readonly sql: string;
  readonly bindings: readonly Knex.RawBinding[];
  readonly rows: number;
};

/** The statements that a piece of work sends. */
export async function sentStatements(
  db: Knex,
  work: () => Promise<unknown>,
): Promise<SentStatement[]> {
  const sent: SentStatement[] = [];
  const listen = (answer: unknown, { sql, bindings }: SentStatement) => {
    sent.push({ sql, bindings, rows: countOf(answer) });
  };
  db.on('query-response', listen);
  try {
    await work();
  } finally {
    db.off('query-response', listen);
  }
  return sent;
}

/** Knex answers a list, one row or none, or what Postgres' driver answers. */
function countOf(answer: unknown): number {
  if (Array.isArray(answer)) return answer.length;
  if (typeof answer !== 'object' || answer === null) return 0;
  return 'rows' in answer ? countOf(answer.rows) : 1;
}
