import { spreadOf, type Spread } from './spread.ts';

/**
 * How long each of some works takes, in milliseconds: one time of the first, one of the
 * second and so on, so that whatever else the machine does meets all of them.
 */
export async function measureInTurns(
  works: readonly ((sample: number) => Promise<unknown>)[],
  { samples, warmUp }: { readonly samples: number; readonly warmUp: number },
): Promise<Spread[]> {
  const taken = works.map((): number[] => []);
  for (let sample = -warmUp; sample < samples; sample++) {
    for (const [at, work] of works.entries()) {
      const startedAt = performance.now();
      await work(Math.abs(sample));
      if (sample >= 0) taken[at].push(performance.now() - startedAt);
    }
  }
  return taken.map(spreadOf);
}
