import type { JsonObject } from '@backstage/types';
import {
  PrefectNotFoundError,
  type ScheduleUpdate,
} from '@backstage-prefect/backstage-plugin-prefect-node';
import { UnknownError, type Principal } from '../../access';
import type { Key } from '../../mirror';
import { perform } from '../perform';
import { findDeployment } from '../read/findDeployment';
import { keyOf } from '../read/ownership';
import type { RunsDeps } from '../RunsDeps';
import { transact } from '../../transact';
import { scheduleFacts, type ScheduleFacts } from './ScheduleFacts';

/** A schedule of a deployment. */
export type ScheduleKey = {
  readonly deployment: Key;
  readonly scheduleId: string;
};

/** What is done with a schedule; also the end of its name in the audit. */
export type ScheduleAct = 'pause' | 'resume' | 'edit';

/** A change of one schedule. */
export type ScheduleChange = {
  readonly act: ScheduleAct;
  /** Told of the schedule as it is known, for the audit. */
  readonly meta?: (known: ScheduleFacts) => JsonObject;
  readonly update: Pick<ScheduleUpdate, 'active' | 'schedule'>;
};

/**
 * Changes one schedule and remembers who did it, for as long as nobody else changes it:
 * Prefect itself has no users.
 *
 * @throws UnknownError, DeniedError, PrefectUnreachableError
 */
export async function changeSchedule(
  deps: RunsDeps,
  by: Principal,
  { deployment, scheduleId }: ScheduleKey,
  change: ScheduleChange,
): Promise<void> {
  const { instance, id, title } = await findDeployment(deps, by, deployment);
  const key = { instance, id };
  const known = await findSchedule(deps, key, scheduleId);
  await perform(
    deps,
    {
      by,
      action: 'schedule',
      on: { instance, deployment: id },
      event: `schedule-${change.act}`,
      meta: { title, schedule: known.id, ...change.meta?.(known) },
    },
    async (client, stamp) => {
      const { schedules = [] } = await client.readDeployment(id);
      const present = schedules.find(each => each.id === known.id);
      if (!present) {
        throw new PrefectNotFoundError(
          'The schedule is gone: a deploy has replaced it. Reload the page.',
        );
      }
      await client.updateSchedule(
        { deploymentId: id, scheduleId: known.id },
        // What is not sent again is emptied.
        { ...change.update, parameters: present.parameters ?? {} },
        stamp,
      );
      await refresh(deps, key);
      await remember(deps, key, { by, scheduleId: known.id, act: change.act });
    },
  );
}

async function findSchedule(
  { db }: RunsDeps,
  key: Key,
  scheduleId: string,
): Promise<ScheduleFacts> {
  const schedules = await scheduleFacts(db, [key]);
  const found = schedules
    .get(keyOf(key.instance, key.id))
    ?.find(({ id }) => id === scheduleId.toLowerCase());
  if (!found) throw new UnknownError();
  return found;
}

/** Prefect has deleted the coming runs as well, without an event. */
async function refresh({ db, mirror }: RunsDeps, key: Key): Promise<void> {
  await mirror.refreshDeployments(key.instance, [key.id]);
  const runs: string[] = await db('runs')
    .where({
      instance: key.instance,
      deployment_id: key.id,
      state_type: 'SCHEDULED',
    })
    .pluck('id');
  if (runs.length > 0) await mirror.refreshRuns(key.instance, runs);
}

type Deed = {
  readonly by: Principal;
  readonly scheduleId: string;
  readonly act: ScheduleAct;
};

/** Only the last one is kept, and none of schedules that are gone. */
async function remember(
  { db }: RunsDeps,
  { instance, id }: Key,
  { by, scheduleId, act }: Deed,
): Promise<void> {
  const present: Array<{ id: string; updated: string | null }> = await db(
    'schedules',
  )
    .where({ instance, deployment_id: id })
    .select('id', 'updated');
  const updated = present.find(each => each.id === scheduleId)?.updated;
  await transact(db, async tx => {
    await tx('schedule_edits')
      .where({ instance, deployment_id: id })
      .whereNotIn(
        'schedule_id',
        present.map(each => each.id),
      )
      .delete();
    if (!updated) return;
    await tx('schedule_edits')
      .insert({
        instance,
        schedule_id: scheduleId,
        deployment_id: id,
        kind: act,
        user_ref: by.ref,
        updated,
      })
      .onConflict(['instance', 'schedule_id'])
      .merge();
  });
}
