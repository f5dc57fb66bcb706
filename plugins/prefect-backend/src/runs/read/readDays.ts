import type { Knex } from 'knex';
import { DayTally, type Key } from '../../mirror';
import type { InstanceId } from '../../instances';
import { groupBy } from './groupBy';
import { instantAt } from './instant';

/** What is counted of one deployment's runs on a day, or the part of it that is asked for. */
export type RunDay = {
  readonly instance: InstanceId;
  readonly deployment_id: string;
  readonly completed: number;
  readonly failed: number;
  readonly crashed: number;
  /** Pairs for a sketch, as JSON. */
  readonly sketch: string;
};

type Wanted = {
  /** Milliseconds of the epoch; counted from the hour that it is in. */
  readonly sinceMs: number;
  readonly sketch: 'durations' | 'lateness';
};

type Row = RunDay & { readonly hours: string | null };

/** Deployments in one statement. */
const PART = 500;

/** The days of these deployments, by the start of their runs. */
export async function readDays(
  db: Knex,
  keys: readonly Key[],
  { sinceMs, sketch }: Wanted,
): Promise<RunDay[]> {
  const since = instantAt(sinceMs);
  const [firstDay, firstHour] = [since.slice(0, 10), since.slice(11, 13)];
  const days: RunDay[] = [];
  for (const [instance, own] of groupBy(keys, key => key.instance)) {
    for (let start = 0; start < own.length; start += PART) {
      const rows: Row[] = await db('run_days')
        .where({ instance })
        .whereIn(
          'deployment_id',
          own.slice(start, start + PART).map(key => key.id),
        )
        .where('day', '>=', firstDay)
        .select(
          'instance',
          'deployment_id',
          'completed',
          'failed',
          'crashed',
          { sketch },
          db.raw('case when day = ? then hours end as hours', [firstDay]),
        );
      days.push(...rows.map(row => from(row, Number(firstHour), sketch)));
    }
  }
  return days;
}

/** Of the first day only what began in the hours that are asked for. */
function from(row: Row, hour: number, sketch: Wanted['sketch']): RunDay {
  if (row.hours === null) return row;
  const part = DayTally.parse(row.hours).since(hour).toColumns();
  return { ...row, ...part, sketch: part[sketch] };
}
