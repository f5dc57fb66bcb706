import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { InstanceId } from '../../instances';
import { eachChunk } from '../chunks';
import {
  FINISHED,
  hasFinished,
  isListed,
  NO_DEPLOYMENT,
  placeOf,
  type TalliedRun,
  type Weighted,
} from './TalliedRun';

/** The last run that came to an end by itself, by its start. */
type LastFinished = {
  readonly last_finished_id: string | null;
  readonly last_finished_at: string | null;
  readonly last_finished_state: string | null;
};

type Activity = LastFinished & {
  readonly instance: InstanceId;
  readonly deployment_id: string;
  readonly runs: number;
  readonly listed: number;
  /** Never the same again: also not after all runs were gone and others came. */
  readonly mark: string;
};

const KEY = ['instance', 'deployment_id'] as const;

const NONE: LastFinished = {
  last_finished_id: null,
  last_finished_at: null,
  last_finished_state: null,
};

/** Brings `deployment_activity` in line with runs that changed; the runs are written already. */
export async function tallyDeployments(
  tx: Knex,
  instance: InstanceId,
  runs: readonly Weighted[],
): Promise<void> {
  const byPlace = new Map<string, Weighted[]>();
  for (const each of runs) {
    const place = placeOf(each.run);
    if (place === undefined) continue;
    const group = byPlace.get(place);
    if (group) group.push(each);
    else byPlace.set(place, [each]);
  }
  await eachChunk([...byPlace], async groups => {
    const stored = await storedActivity(
      tx,
      instance,
      groups.map(([place]) => place),
    );
    const rows: Activity[] = [];
    for (const [place, changes] of groups) {
      const before = stored.get(place) ?? {
        ...NONE,
        instance,
        deployment_id: place,
        runs: 0,
        listed: 0,
        mark: '',
      };
      rows.push(await changedActivity(tx, before, changes));
    }
    await replaceActivity(tx, instance, rows);
  });
}

async function storedActivity(
  tx: Knex,
  instance: InstanceId,
  places: readonly string[],
): Promise<Map<string, Activity>> {
  const rows: Activity[] = await tx('deployment_activity')
    .where({ instance })
    .whereIn('deployment_id', places)
    .select();
  return new Map(rows.map(row => [row.deployment_id, row]));
}

async function replaceActivity(
  tx: Knex,
  instance: InstanceId,
  rows: readonly Activity[],
): Promise<void> {
  const gone = rows.filter(row => row.runs === 0);
  const kept = rows.filter(row => row.runs !== 0);
  if (gone.length > 0) {
    await tx('deployment_activity')
      .where({ instance })
      .whereIn(
        'deployment_id',
        gone.map(row => row.deployment_id),
      )
      .delete();
  }
  if (kept.length > 0) {
    await tx('deployment_activity')
      .insert(kept)
      .onConflict([...KEY])
      .merge();
  }
}

async function changedActivity(
  tx: Knex,
  before: Activity,
  changes: readonly Weighted[],
): Promise<Activity> {
  const sum = (items: readonly Weighted[]) =>
    items.reduce((total, { weight }) => total + weight, 0);
  return {
    ...before,
    runs: before.runs + sum(changes),
    listed: before.listed + sum(changes.filter(({ run }) => isShown(run))),
    mark: randomUUID(),
    ...(await lastFinished(tx, before, changes)),
  };
}

/** Whether every list shows it that shows anything: it is not scheduled for later. */
function isShown(run: TalliedRun): boolean {
  return isListed(run) && run.state_type !== 'SCHEDULED';
}

async function lastFinished(
  tx: Knex,
  before: Activity,
  changes: readonly Weighted[],
): Promise<LastFinished> {
  if (before.deployment_id === NO_DEPLOYMENT) return NONE;
  const wasTaken = changes.some(
    ({ run, weight }) => weight < 0 && run.id === before.last_finished_id,
  );
  if (wasTaken) return findLastFinished(tx, before);
  let last: LastFinished = before;
  for (const { run, weight } of changes) {
    if (weight > 0 && hasFinished(run) && isLater(run, last)) {
      last = toLastFinished(run);
    }
  }
  return {
    last_finished_id: last.last_finished_id,
    last_finished_at: last.last_finished_at,
    last_finished_state: last.last_finished_state,
  };
}

/** Through the index (instance, deployment_id, sort_time), which begins at the newest. */
async function findLastFinished(
  tx: Knex,
  { instance, deployment_id }: Activity,
): Promise<LastFinished> {
  const run: TalliedRun | undefined = await tx('runs')
    .where({ instance, deployment_id })
    .whereIn('state_type', FINISHED)
    .orderBy([
      { column: 'sort_time', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .first('id', 'sort_time', 'state_type');
  return run ? toLastFinished(run) : NONE;
}

function toLastFinished(
  run: Pick<TalliedRun, 'id' | 'sort_time' | 'state_type'>,
): LastFinished {
  return {
    last_finished_id: run.id,
    last_finished_at: run.sort_time,
    last_finished_state: run.state_type,
  };
}

/** Of runs that began at the same moment the id decides, so that there is one answer. */
function isLater(
  run: TalliedRun,
  { last_finished_at: at, last_finished_id: id }: LastFinished,
): boolean {
  if (at === null || id === null || run.sort_time > at) return true;
  return run.sort_time === at && run.id > id;
}
