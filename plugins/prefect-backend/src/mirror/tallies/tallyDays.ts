import type { Knex } from 'knex';
import type { InstanceId } from '../../instances';
import { eachChunk } from '../chunks';
import { type DayColumns, DayTally } from './DayTally';
import { placeOf, type Weighted } from './TalliedRun';

type DayKey = {
  readonly instance: InstanceId;
  readonly deployment_id: string;
  /** `2026-11-24` */
  readonly day: string;
};

const KEY: (keyof DayKey)[] = ['instance', 'deployment_id', 'day'];

/** Brings `run_days` in line with runs that changed. */
export async function tallyDays(
  tx: Knex,
  instance: InstanceId,
  runs: readonly Weighted[],
): Promise<void> {
  const byDay = new Map<string, { key: DayKey; runs: Weighted[] }>();
  for (const each of runs) {
    const place = placeOf(each.run);
    if (place === undefined) continue;
    const key = {
      instance,
      deployment_id: place,
      day: each.run.sort_time.slice(0, 10),
    };
    const group = byDay.get(textOf(key));
    if (group) group.runs.push(each);
    else byDay.set(textOf(key), { key, runs: [each] });
  }
  await eachChunk([...byDay.values()], async groups => {
    const keys = groups.map(({ key }) => key);
    const stored = await storedDays(tx, keys);
    const gone: DayKey[] = [];
    const rows: Array<DayKey & DayColumns> = [];
    for (const group of groups) {
      const before = stored.get(textOf(group.key));
      const day = before ? DayTally.parse(before) : new DayTally();
      group.runs.forEach(each => day.count(each));
      if (day.isEmpty) gone.push(group.key);
      else rows.push({ ...group.key, ...day.toColumns() });
    }
    if (gone.length > 0) {
      await tx('run_days').whereIn(KEY, gone.map(valuesOf)).delete();
    }
    if (rows.length > 0) {
      await tx('run_days').insert(rows).onConflict(KEY).merge();
    }
  });
}

/** Day by day: mostly there are one or two, and a list of triples is slow on Postgres. */
async function storedDays(
  tx: Knex,
  keys: readonly DayKey[],
): Promise<Map<string, string>> {
  const stored = new Map<string, string>();
  for (const day of new Set(keys.map(key => key.day))) {
    const ofDay = keys.filter(key => key.day === day);
    const rows: Array<DayKey & { hours: string }> = await tx('run_days')
      .where({ instance: ofDay[0].instance, day })
      .whereIn(
        'deployment_id',
        ofDay.map(key => key.deployment_id),
      )
      .select(...KEY, 'hours');
    for (const row of rows) stored.set(textOf(row), row.hours);
  }
  return stored;
}

function valuesOf(key: DayKey): string[] {
  return KEY.map(column => key[column]);
}

function textOf({ day, deployment_id: id }: DayKey): string {
  return `${day} ${id}`;
}
