import type { JsonSchema } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { RunsDeps } from '../RunsDeps';
import { isRecord } from './json';
import type { RunRow } from './RunRow';
import { inputKeys } from './waiting';

/**
 * The schema of the input that a paused run waits for; undefined when it waits for none.
 *
 * @throws PrefectNotFoundError when Prefect does not hold it any more
 */
export async function readInputSchema(
  { instances }: RunsDeps,
  row: RunRow,
): Promise<JsonSchema | undefined> {
  const keys =
    row.state_type === 'PAUSED' ? inputKeys(row.state_details) : undefined;
  if (!keys) return undefined;
  const value = await instances
    .reader(row.instance)
    .readRunInput(row.id, keys.schema);
  return isRecord(value) ? value : undefined;
}
