import type { Knex } from 'knex';
import type { InstanceId } from '../instances';
import type { EventState } from './PrefectEvent';

/** The state that a run is in from now on. */
type Change = { readonly id: string; readonly state: EventState };

/** Writes the states of several runs in one statement, which SQLite and Postgres both take. */
export async function updateStates(
  tx: Knex,
  instance: InstanceId,
  changes: readonly Change[],
): Promise<void> {
  if (changes.length === 0) return;
  await tx.raw(
    `update runs set
       state_id = told.column2,
       state_type = told.column3,
       state_name = told.column4,
       state_timestamp = told.column5,
       state_message = told.column6,
       state_details = '{}'
     from (values ${changes.map(() => '(?, ?, ?, ?, ?, ?)').join(', ')}) as told
     where runs.instance = ? and runs.id = told.column1`,
    [...changes.flatMap(toValues), instance],
  );
}

function toValues({ id, state }: Change): Knex.RawBinding[] {
  const { id: stateId, type, name, timestamp, message } = state;
  return [id, stateId, type, name, timestamp, message];
}
