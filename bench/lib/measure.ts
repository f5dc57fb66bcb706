import { spreadOf, type Spread } from './spread.ts';

/** How long something takes, in milliseconds, one time after the other. */
export async function measure(
  work: (sample: number) => Promise<unknown>,
  { samples, warmUp }: { readonly samples: number; readonly warmUp: number },
): Promise<Spread> {
  const taken: number[] = [];
  for (let sample = -warmUp; sample < samples; sample++) {
    const startedAt = performance.now();
    await work(Math.abs(sample));
    if (sample >= 0) taken.push(performance.now() - startedAt);
  }
  return spreadOf(taken);
}
