/** How a part of the tests ended. */
export interface Outcome {
  name: string;
  passed: number;
  failed: number;
  seconds: number;
  /** Why it counts as failed where no single test says so. */
  remark?: string;
}

/** One outcome for a check that is a single test, such as the types. */
export const single = (
  name: string,
  isGood: boolean,
): Omit<Outcome, 'seconds'> => ({
  name,
  passed: isGood ? 1 : 0,
  failed: isGood ? 0 : 1,
});

/** Measures how long a part takes; what it throws is a failure of that part. */
export async function timed(
  name: string,
  work: () => Promise<Omit<Outcome, 'seconds'>>,
): Promise<Outcome> {
  console.log(`\n──── ${name} ────`);
  const start = performance.now();
  const outcome = await work().catch(error => {
    console.error(error instanceof Error ? error.message : error);
    return { ...single(name, false), remark: 'did not run' };
  });
  return { ...outcome, seconds: (performance.now() - start) / 1000 };
}

/** The lines at the end of `npm test`; the last one is the sum alone. */
export function summaryOf(outcomes: Outcome[]): string {
  const lines = outcomes.map(({ name, passed, failed, seconds, remark }) => {
    const time = `${seconds.toFixed(1)} s`.padStart(8);
    const counts = `${passed} passed, ${failed} failed`;
    return `${name.padEnd(18)}${time}  ${counts}${
      remark ? ` (${remark})` : ''
    }`;
  });
  const { passed, failed } = sumOf(outcomes);
  return [...lines, '', `${passed} passed, ${failed} failed`].join('\n');
}

export function sumOf(outcomes: Outcome[]): { passed: number; failed: number } {
  const sum = (pick: (outcome: Outcome) => number) =>
    outcomes.reduce((total, outcome) => total + pick(outcome), 0);
  return { passed: sum(o => o.passed), failed: sum(o => o.failed) };
}
