import { measureInTurns } from './measureInTurns.ts';
import type { Spread } from './spread.ts';

/** How long something takes, in milliseconds, one time after the other. */
export async function measure(
  work: (sample: number) => Promise<unknown>,
  times: { readonly samples: number; readonly warmUp: number },
): Promise<Spread> {
  const [spread] = await measureInTurns([work], times);
  return spread;
}
