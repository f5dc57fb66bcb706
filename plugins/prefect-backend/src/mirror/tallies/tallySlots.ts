import type { Knex } from 'knex';
import type { InstanceId } from '../../instances';
import { eachChunk } from '../chunks';
import { isListed, type Weighted } from './TalliedRun';

/** Length of a slot. Zones differ from UTC by multiples of it. */
export const SLOT_MS = 15 * 60 * 1000;

type SlotKey = {
  readonly instance: InstanceId;
  /** Number since 1970. */
  readonly slot: number;
  readonly state_type: string;
};

/** Brings `run_slots` in line with runs that changed. */
export async function tallySlots(
  tx: Knex,
  instance: InstanceId,
  runs: readonly Weighted[],
): Promise<void> {
  const sums = new Map<string, { key: SlotKey; runs: number }>();
  for (const { run, weight } of runs) {
    if (!isListed(run)) continue;
    const slot = Math.floor(Date.parse(run.sort_time) / SLOT_MS);
    const text = `${slot} ${run.state_type}`;
    const sum = sums.get(text);
    if (sum) sum.runs += weight;
    else {
      const key = { instance, slot, state_type: run.state_type };
      sums.set(text, { key, runs: weight });
    }
  }
  const changed = [...sums.values()].filter(sum => sum.runs !== 0);
  await eachChunk(changed, async chunk => {
    await tx('run_slots')
      .insert(chunk.map(({ key, runs: count }) => ({ ...key, runs: count })))
      .onConflict(['instance', 'slot', 'state_type'])
      .merge({ runs: tx.raw('run_slots.runs + excluded.runs') });
  });
  if (changed.some(sum => sum.runs < 0)) {
    await tx('run_slots').where({ instance, runs: 0 }).delete();
  }
}
