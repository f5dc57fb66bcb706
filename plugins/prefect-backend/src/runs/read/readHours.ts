import type { Knex } from 'knex';
import { DayTally, type HourTally, type Key } from '../../mirror';
import type { ChartWindow } from './ChartWindow';
import { groupBy } from './groupBy';
import { instantAt } from './instant';

/** What began in an hour, of one deployment. */
export type Hour = {
  /** When it begins, milliseconds of the epoch. */
  readonly time: number;
  readonly tally: HourTally;
};

const HOUR_MS = 3_600_000;
/** Deployments in one statement, so that memory does not grow with their number. */
const PART = 50;

type Row = { readonly day: string; readonly hours: string };

/** The hours of these deployments in the window, and some around it; of some deployments after the other. */
export async function* readHours(
  db: Knex,
  keys: readonly Key[],
  { since, until }: ChartWindow,
): AsyncGenerator<Hour[], void> {
  for (const [instance, own] of groupBy(keys, key => key.instance)) {
    for (let start = 0; start < own.length; start += PART) {
      const rows: Row[] = await db('run_days')
        .where({ instance })
        .whereIn(
          'deployment_id',
          own.slice(start, start + PART).map(key => key.id),
        )
        .where('day', '>=', instantAt(since).slice(0, 10))
        .where('day', '<=', instantAt(until).slice(0, 10))
        .select('day', 'hours');
      yield rows.flatMap(toHours);
    }
  }
}

function toHours({ day, hours }: Row): Hour[] {
  const midnight = Date.parse(day);
  return [...DayTally.parse(hours).hours].map(([hour, tally]) => ({
    time: midnight + hour * HOUR_MS,
    tally,
  }));
}
