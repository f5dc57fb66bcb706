import {
  PrefectCredentialRefusedError,
  PrefectUnreachableError,
} from '@backstage-prefect/backstage-plugin-prefect-node';
import type { InstanceId } from '../instances';
import type { RunsDeps } from './RunsDeps';

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
    await instances.reader(instance).version();
  } catch (error) {
    if (error instanceof PrefectCredentialRefusedError) throw error;
    const { title } = instances.get(instance);
    throw new PrefectUnreachableError(
      `${title} has not answered since ${freshness.asOf}. Nothing was changed; try again when it answers.`,
    );
  }
}
