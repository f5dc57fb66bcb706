import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { databaseNow } from '../../mirror';
import type { EntityRef } from '../Bindings';
import type { BoundDeployment } from '../resolveBindings';
import type { AnnotatedEntity } from '../AnnotatedEntity';
import { transact } from '../../transact';
import type { FormerBinding } from './OwnershipFacts';
import type { OwnershipProblem } from './OwnershipProblem';

/** Rows in one statement; well below the bind variables that SQLite and Postgres take. */
const CHUNK = 40;

/** Keeps the problems, and what deployments were bound to before they were not. */
export class ProblemsStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** What deployments are bound to, or were last. */
  async readLast(): Promise<FormerBinding[]> {
    const rows: LastRow[] = await this.#db('last_bindings')
      .select('*')
      .orderBy(['instance', 'deployment_id', 'entity_ref']);
    return rows.map(row => ({
      instance: row.instance,
      id: row.deployment_id,
      entity: row.entity_ref,
      title: row.entity_title,
      owners: JSON.parse(row.owners),
    }));
  }

  /**
   * Makes the tables say this. A problem that was there before keeps when it was first seen.
   * Replicas take turns.
   *
   * @returns whether a problem changed, came or went
   */
  replace(
    problems: readonly OwnershipProblem[],
    last: readonly FormerBinding[],
  ): Promise<boolean> {
    return transact(this.#db, async tx => {
      await tx('settled_bindings').forUpdate().first('id');
      const changed = await replaceProblems(tx, problems);
      await replaceLast(tx, last);
      return changed;
    });
  }
}

/**
 * What is remembered from now on: the present bindings of what is bound, and of what is not
 * those that it had last.
 */
export function rememberBindings(
  before: readonly FormerBinding[],
  {
    bound,
    annotated,
  }: {
    bound: readonly BoundDeployment[];
    annotated: readonly AnnotatedEntity[];
  },
): FormerBinding[] {
  const entities = new Map(annotated.map(entity => [entity.ref, entity]));
  const unbound = new Set<string>();
  const present = bound.flatMap(({ key, bindings }) => {
    const trusted = bindings.filter(binding => binding.trusted);
    if (trusted.length === 0) unbound.add(keyOf(key));
    return trusted.map(({ entity, title }) => ({
      instance: key.instance,
      id: key.id,
      entity,
      title,
      owners: entities.get(entity)?.owners ?? [],
    }));
  });
  return [...before.filter(each => unbound.has(keyOf(each))), ...present];
}

function keyOf({ instance, id }: { instance: string; id: string }): string {
  return `${instance}:${id}`;
}

type LastRow = {
  instance: string;
  deployment_id: string;
  entity_ref: EntityRef;
  entity_title: string;
  owners: string;
};

type ProblemRow = ReturnType<typeof toRow> & { since: string };

function toRow(problem: OwnershipProblem) {
  const { kind, deployment, guess, subject, annotation, title } = problem;
  return {
    id: createHash('sha256')
      .update(
        JSON.stringify([
          kind,
          deployment?.instance,
          deployment?.id,
          subject,
          annotation,
          annotation && title,
        ]),
      )
      .digest('hex'),
    problem: kind,
    instance: deployment?.instance ?? null,
    deployment_id: deployment?.id ?? null,
    title,
    subject: subject ?? null,
    subject_title: problem.subjectTitle ?? null,
    annotation: annotation ?? null,
    team_ref: problem.team ?? null,
    likely_owner: guess?.owner ?? null,
    likely_entity: guess?.entity ?? null,
    likely_title: guess?.entityTitle ?? null,
    likely_reason: guess?.reason ?? null,
    because_instance: guess?.because.instance ?? null,
    because_id: guess?.because.id ?? null,
    because_tag: guess?.tag ?? null,
    fix_value: problem.fix ?? null,
    edit_url: problem.editUrl ?? null,
  };
}

async function replaceProblems(
  tx: Knex.Transaction,
  problems: readonly OwnershipProblem[],
): Promise<boolean> {
  const wanted = new Map(problems.map(toRow).map(row => [row.id, row]));
  const found: ProblemRow[] = await tx('ownership_problems').select('*');
  const since = new Map(found.map(row => [row.id, row.since]));
  const same = new Set(
    found.flatMap(({ since: _, ...row }) => {
      const now = wanted.get(row.id);
      return now && isSame(row, now) ? [row.id] : [];
    }),
  );
  const outdated = found.map(({ id }) => id).filter(id => !same.has(id));
  const missing = [...wanted.values()].filter(({ id }) => !same.has(id));
  for (const ids of chunksOf(outdated)) {
    await tx('ownership_problems').whereIn('id', ids).delete();
  }
  const createdOf = await readCreated(
    tx,
    missing.filter(({ id }) => !since.has(id)),
  );
  const now = instantAt(await databaseNow(tx));
  for (const rows of chunksOf(missing)) {
    await tx('ownership_problems').insert(
      rows.map(row => ({
        ...row,
        since: since.get(row.id) ?? createdOf.get(row.id) ?? now,
      })),
    );
  }
  return outdated.length + missing.length > 0;
}

/**
 * Since when what never was anybody's is nobody's: since it was made. Of what was bound
 * before, or has an owner, the beginning was seen.
 */
async function readCreated(
  tx: Knex.Transaction,
  rows: readonly ReturnType<typeof toRow>[],
): Promise<Map<string, string>> {
  const sinceMade = rows.filter(
    ({ problem, likely_reason }) =>
      ['unowned', 'claimed', 'entity-gone'].includes(problem) &&
      likely_reason !== 'former',
  );
  const created = new Map<string, string>();
  for (const chunk of chunksOf(sinceMade)) {
    const found: Array<{ instance: string; id: string; created: string }> =
      await tx('deployments')
        .whereIn(
          'id',
          chunk.map(row => row.deployment_id),
        )
        .whereNotNull('created')
        .select('instance', 'id', 'created');
    for (const row of chunk) {
      const own = found.find(
        ({ instance, id }) =>
          instance === row.instance && id === row.deployment_id,
      );
      if (own) created.set(row.id, own.created);
    }
  }
  return created;
}

async function replaceLast(
  tx: Knex.Transaction,
  last: readonly FormerBinding[],
): Promise<void> {
  const wanted = new Map(
    last.map(each => {
      const row: LastRow = {
        instance: each.instance,
        deployment_id: each.id,
        entity_ref: each.entity,
        entity_title: each.title,
        owners: JSON.stringify(each.owners),
      };
      return [lastKeyOf(row), row];
    }),
  );
  const found: LastRow[] = await tx('last_bindings').select('*');
  const same = new Set(
    found.filter(row => isSame(row, wanted.get(lastKeyOf(row)))).map(lastKeyOf),
  );
  const key = ['instance', 'deployment_id', 'entity_ref'] as const;
  for (const rows of chunksOf(found.filter(row => !same.has(lastKeyOf(row))))) {
    await tx('last_bindings')
      .whereIn(
        [...key],
        rows.map(row => key.map(column => row[column])),
      )
      .delete();
  }
  const missing = [...wanted.values()].filter(row => !same.has(lastKeyOf(row)));
  for (const rows of chunksOf(missing)) await tx('last_bindings').insert(rows);
}

function lastKeyOf(row: LastRow): string {
  return JSON.stringify([row.instance, row.deployment_id, row.entity_ref]);
}

function isSame(a: object, b: object | undefined): boolean {
  return (
    b !== undefined &&
    Object.entries(b).every(
      ([column, value]) => a[column as keyof typeof a] === value,
    )
  );
}

function chunksOf<T>(items: readonly T[]): T[][] {
  const chunks: T[][] = [];
  for (let from = 0; from < items.length; from += CHUNK) {
    chunks.push(items.slice(from, from + CHUNK));
  }
  return chunks;
}

/** The moment as the tables keep it: UTC with six digits, so that text sorts as time. */
function instantAt(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}
