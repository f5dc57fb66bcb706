import {
  PrefectCredentialRefusedError,
  PrefectUnreachableError,
} from '@backstage-prefect/backstage-plugin-prefect-node';
import { setTimeout as delay } from 'node:timers/promises';
import type { InstanceId } from '../instances';
import type { RunsDeps } from './RunsDeps';

/** How long the question may take, ms: most likely nobody answers, and somebody waits. */
const PATIENCE_MS = 3_000;

/**
 * Refuses before anything is sent when the instance is known not to answer, so that
 * nobody has to wonder whether it was done. One cheap question decides whether what the
 * mirror knows is still so.
 *
 * @throws PrefectUnreachableError with the time since when it is silent
 */
export async function assertReachable(
  { mirror, instances }: RunsDeps,
  instance: InstanceId,
): Promise<void> {
  const freshness = mirror.freshness(instance);
  if (freshness.state !== 'stale') return;
  try {
    await Promise.race([instances.reader(instance).version(), silence()]);
  } catch (error) {
    if (error instanceof PrefectCredentialRefusedError) throw error;
    const { title } = instances.get(instance);
    throw new PrefectUnreachableError(
      `${title} has not answered since ${freshness.asOf}. Nothing was changed; try again when it answers.`,
    );
  }
}

async function silence(): Promise<never> {
  await delay(PATIENCE_MS, undefined, { ref: false });
  throw new PrefectUnreachableError('Prefect is silent.');
}
