import type { StateType } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Knex } from 'knex';
import { parseInstant } from './instant';
import { whereLate, whereNotFuture } from './late';
import { whereEntity, whereOwner } from './whereBound';
import { whereTextMatches } from './textMatches';

const GOVERNING = {
  instance: 'r.instance',
  deployment: 'r.governing_deployment_id',
};

/** What is asked of runs; of a list any value fits, except tags, which must all be there. */
export type RunFilter = {
  readonly instance?: readonly string[];
  /** Entity refs; `none` is what belongs to nobody. */
  readonly owner?: readonly string[];
  readonly entity?: readonly string[];
  readonly deployment?: readonly string[];
  readonly state?: readonly (StateType | 'LATE')[];
  /** RFC 3339; the run's start, or when it should start. */
  readonly since?: string;
  readonly until?: string;
  readonly tag?: readonly string[];
  readonly q?: string;
  readonly future?: boolean;
  readonly subflows?: boolean;
};

/** Narrows a query over `runs as r`. */
export function applyRunFilter(
  query: Knex.QueryBuilder,
  filter: RunFilter,
  { db, nowMs }: { db: Knex; nowMs: number },
): Knex.QueryBuilder {
  const { instance, owner, entity, deployment, state, tag, q } = filter;
  if (instance?.length) {
    // Two negations: SQLite shall not look up and sort all runs of an instance.
    query.whereNot(other => other.whereNotIn('r.instance', instance));
  }
  if (owner?.length) whereOwner(query, owner, GOVERNING);
  if (entity?.length) whereEntity(query, entity, GOVERNING);
  if (deployment?.length) query.whereIn('r.deployment_id', deployment);
  if (state?.length) whereState(query, state, nowMs);
  if (filter.since) {
    query.where('r.sort_time', '>=', parseInstant(filter.since));
  }
  if (filter.until) {
    query.where('r.sort_time', '<=', parseInstant(filter.until));
  }
  for (const value of tag ?? []) whereTag(query, value);
  if (q?.trim()) {
    whereTextMatches(query, db, {
      text: q.trim(),
      columns: ['r.name', 'r.flow_name', 'd.title'],
    });
  }
  if (!filter.future) whereNotFuture(query, nowMs);
  if (!filter.subflows) query.whereNull('r.parent_task_run_id');
  return query;
}

function whereState(
  query: Knex.QueryBuilder,
  states: readonly (StateType | 'LATE')[],
  nowMs: number,
): void {
  const types = states.filter(state => state !== 'LATE');
  if (types.length === 0) whereLate(query, nowMs);
  else if (types.length === states.length) whereType(query, types);
  else {
    query.where(any =>
      whereType(any, types).orWhere(late => whereLate(late, nowMs)),
    );
  }
}

/** Of one type there is an order. Of several, only where there are few may SQLite sort them. */
function whereType(
  query: Knex.QueryBuilder,
  types: readonly StateType[],
): Knex.QueryBuilder {
  const areMany = types.length > 1 && types.includes('COMPLETED');
  return areMany
    ? query.whereNot(other => other.whereNotIn('r.state_type', types))
    : query.whereIn('r.state_type', types);
}

function whereTag(query: Knex.QueryBuilder, tag: string): void {
  query.whereExists(tagged =>
    tagged
      .select('t.tag')
      .from('run_tags as t')
      .whereRaw('?? = ??', ['t.instance', 'r.instance'])
      .whereRaw('?? = ??', ['t.run_id', 'r.id'])
      .where('t.tag', tag),
  );
}
