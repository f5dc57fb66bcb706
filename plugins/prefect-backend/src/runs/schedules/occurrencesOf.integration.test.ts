import fc from 'fast-check';
import { schedule } from './__testUtils__/arbitrarySchedules';
import {
  prefectTimes,
  type Answer,
  type Question,
} from './__testUtils__/prefectTimes';
import { occurrencesOf } from './occurrencesOf';
import { ScheduleError } from './ScheduleError';
import type { Timing } from './Timing';
import { Zone } from './Zone';

jest.setTimeout(600_000);

/** Another seed is another search: `SCHEDULES_SEED=7 SCHEDULES_RUNS=20000`. */
const SEED = Number(process.env.SCHEDULES_SEED ?? 20_261_124);
const RUNS = Number(process.env.SCHEDULES_RUNS ?? 300);

/** Prefect stops after a thousand; the first of these are compared. */
const MANY = 850;

function ourTimes({ timing, from, until }: Question): readonly number[] | null {
  try {
    return occurrencesOf(timing, { from, until, limit: 5_000 }).times;
  } catch (error) {
    if (error instanceof ScheduleError) return null;
    throw error;
  }
}

/** What of an interval falls into an hour that is shown again depends on the scheduler. */
function certain(
  { kind, timezone }: Timing,
  times: readonly number[],
): readonly number[] {
  const zone = Zone.of(timezone ?? 'UTC');
  return kind === 'interval'
    ? times.filter(time => !zone.isNearChange(time))
    : times;
}

function inWords(timing: Timing, times: readonly number[] | null): string {
  if (times === null) return 'refused';
  return certain(timing, times)
    .map(time => new Date(time).toISOString())
    .join(' ');
}

function difference(question: Question, answer: Answer) {
  if (answer.kind === 'too slow') return [];
  const { timing } = question;
  const ours = ourTimes(question);
  const [we, prefect] =
    answer.kind === 'refused'
      ? [inWords(timing, ours), 'refused']
      : [ours, answer.times].map(times =>
          inWords(timing, times && answer.isCut ? times.slice(0, MANY) : times),
        );
  return we === prefect ? [] : [{ timing, we, prefect }];
}

describe("what Prefect's own classes say", () => {
  it('is what we say, of random schedules at changes of the clock', async () => {
    const questions = fc.sample(schedule, { numRuns: RUNS, seed: SEED });

    const answers = await prefectTimes(questions);

    const differences = questions.flatMap((question, index) =>
      difference(question, answers[index]),
    );
    expect(differences).toEqual([]);
    const telling = answers.filter(
      answer => answer.kind === 'times' && answer.times.length > 0,
    );
    expect(telling.length).toBeGreaterThan(RUNS / 3);
  });
});
