import type { Knex } from 'knex';
import type { Key } from '../../mirror';
import { groupBy } from '../read/groupBy';
import { keyOf } from '../read/ownership';
import type { Timing } from '../schedules';

/** The last change of a schedule through this product. */
export type ScheduleEdit = {
  readonly userRef: string;
  /** The schedule's own `updated` after it. */
  readonly updated: string;
};

/** A schedule as the mirror keeps it. */
export type ScheduleFacts = {
  readonly id: string;
  readonly active: boolean;
  readonly timing: Timing;
  readonly slug: string | null;
  readonly created: string | null;
  readonly updated: string | null;
  readonly edit: ScheduleEdit | undefined;
};

type Row = Omit<Timing, 'dayOr'> & {
  readonly instance: string;
  readonly deployment_id: string;
  readonly id: string;
  readonly active: boolean | number;
  readonly day_or: boolean | number | null;
  readonly slug: string | null;
  readonly created: string | null;
  readonly updated: string | null;
  readonly edit_user: string | null;
  readonly edit_updated: string | null;
};

/** The schedules of each deployment by {@link keyOf}; one query for all. */
export async function scheduleFacts(
  db: Knex,
  keys: readonly Key[],
): Promise<Map<string, ScheduleFacts[]>> {
  const rows: Row[] = await db('schedules as s')
    .leftJoin('schedule_edits as e', on =>
      on.on('e.instance', 's.instance').on('e.schedule_id', 's.id'),
    )
    .whereIn(
      's.deployment_id',
      keys.map(key => key.id),
    )
    .orderBy(['s.created', 's.id'])
    .select('s.*', 'e.user_ref as edit_user', 'e.updated as edit_updated');
  const groups = groupBy(rows, row => keyOf(row.instance, row.deployment_id));
  return new Map([...groups].map(([key, own]) => [key, own.map(toFacts)]));
}

function toFacts(row: Row): ScheduleFacts {
  const { kind, expression, timezone, anchor } = row;
  const dayOr = row.day_or === null ? null : Boolean(row.day_or);
  return {
    id: row.id,
    active: Boolean(row.active),
    timing: { kind, expression, timezone, anchor, dayOr },
    slug: row.slug,
    created: row.created,
    updated: row.updated,
    edit:
      row.edit_user === null || row.edit_updated === null
        ? undefined
        : { userRef: row.edit_user, updated: row.edit_updated },
  };
}
