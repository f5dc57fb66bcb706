import type { OwnershipHealth } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Knex } from 'knex';
import type { ProblemFilter, ProblemQueries } from './problemQueries';

type Counts = OwnershipHealth['counts'];

/** How many there are by each filter's values, of what the other filters let through. */
export async function countProblems(
  db: Knex,
  queries: ProblemQueries,
  filter: ProblemFilter,
): Promise<Counts> {
  const [problems, instances, owners] = await Promise.all([
    countBy(queries.matching({ ...filter, problem: undefined }), 'p.problem'),
    countBy(
      queries
        .matching({ ...filter, instance: undefined })
        .whereNotNull('p.instance'),
      'p.instance',
    ),
    countByTeam(db, queries, filter),
  ]);
  return {
    problems: problems.map(({ value, count }) => ({
      problem: value as Counts['problems'][number]['problem'],
      count,
    })),
    instances: instances.map(({ value, count }) => ({
      instance: value ?? '',
      count,
    })),
    owners: owners.map(({ value, count }) => ({ owner: value, count })),
  };
}

type Counted = { readonly value: string | null; readonly count: number };

async function countBy(
  query: Knex.QueryBuilder,
  column: string,
): Promise<Counted[]> {
  const rows: Array<{ value: string | null; count: number | string }> =
    await query
      .groupBy(column)
      .orderBy(column)
      .select({ value: column })
      .count({ count: '*' });
  return rows.map(({ value, count }) => ({ value, count: Number(count) }));
}

/** Those that nobody is likely to own come last. */
async function countByTeam(
  db: Knex,
  queries: ProblemQueries,
  filter: ProblemFilter,
): Promise<Counted[]> {
  const all = queries
    .matching({ ...filter, owner: undefined })
    .leftJoin(queries.teams().as('team'), 'team.id', 'p.id')
    .select('team.team');
  const counted = await countBy(db.from(all.as('c')), 'c.team');
  return [
    ...counted.filter(({ value }) => value !== null),
    ...counted.filter(({ value }) => value === null),
  ];
}
