import type { Knex } from 'knex';
import type { InstanceId } from '../../instances';
import { type RunChange, weighted } from './TalliedRun';
import { tallyDays } from './tallyDays';
import { tallyDeployments } from './tallyDeployments';
import { tallySlots } from './tallySlots';

/**
 * Brings all that is counted of an instance's runs in line with changes of them, within the
 * transaction that made these changes. Two such transactions must not overlap.
 */
export async function tally(
  tx: Knex,
  instance: InstanceId,
  changes: readonly RunChange[],
): Promise<void> {
  const runs = [...weighted(changes)];
  if (runs.length === 0) return;
  await tallySlots(tx, instance, runs);
  await tallyDays(tx, instance, runs);
  await tallyDeployments(tx, instance, runs);
}
