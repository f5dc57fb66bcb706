import { ensurePython, runCommand } from '@backstage-prefect/real-parts';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Timing } from '../Timing';

/** A schedule and a window, in milliseconds since 1970. */
export type Question = {
  readonly timing: Timing;
  readonly from: number;
  readonly until: number;
};

/** What Prefect's own classes say. */
export type Answer =
  | {
      readonly kind: 'times';
      readonly times: readonly number[];
      /** Prefect stops after a thousand, those included that are twice. */
      readonly isCut: boolean;
    }
  /** They refuse the schedule or fail on it. */
  | { readonly kind: 'refused' }
  /** Some rules keep dateutil searching for hours. */
  | { readonly kind: 'too slow' };

/**
 * An interval is asked as the scheduler does it, again and again from the last run on,
 * because the answer depends on when it is asked.
 */
const PROGRAM = `
import json, signal, sys
from datetime import datetime, timedelta, timezone
from prefect.server.schemas.schedules import CronSchedule, IntervalSchedule, RRuleSchedule

LOOP_MS = 30_000
MANY = 850

def moment(ms):
    return datetime.fromtimestamp(ms / 1000, timezone.utc)

def millis(date):
    return round(date.timestamp() * 1000)

def schedule_of(timing):
    zone = timing["timezone"]
    if timing["kind"] == "cron":
        return CronSchedule(cron=timing["expression"], timezone=zone, day_or=timing["dayOr"] is not False)
    if timing["kind"] == "rrule":
        return RRuleSchedule(rrule=timing["expression"], timezone=zone or "UTC")
    return IntervalSchedule(
        interval=timedelta(milliseconds=float(timing["expression"])),
        anchor_date=timing["anchor"],
        timezone=zone,
    )

def passes(schedule, start, end):
    seen = set()
    while start <= end:
        dates = []
        for date in schedule._get_dates_generator(n=100, start=start, end=start + timedelta(days=100)):
            dates.append(date)
            if len(dates) >= 3 and date >= start + timedelta(hours=1):
                break
        seen |= {millis(date) for date in dates}
        start = moment(min(ms for ms in seen if ms >= millis(start)) + LOOP_MS)
    return seen

def all_at_once(schedule, start, end):
    if isinstance(schedule, RRuleSchedule):
        schedule.to_rrule()
    times = set()
    try:
        for date in schedule._get_dates_generator(start=start, end=end):
            times.add(millis(date))
    except ValueError:
        pass # It never fires again.
    return times

class TooSlow(BaseException):
    pass

def give_up(*_):
    raise TooSlow()

signal.signal(signal.SIGALRM, give_up)

def answer(question):
    start, end = moment(question["from"]), moment(question["until"])
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    try:
        schedule = schedule_of(question["timing"])
        if question["timing"]["kind"] == "interval":
            times = passes(schedule, start, end)
        else:
            times = all_at_once(schedule, start, end)
    except TooSlow:
        return {"kind": "too slow"}
    except Exception:
        return {"kind": "refused"}
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    inside = sorted(ms for ms in times if question["from"] <= ms <= question["until"])
    return {"kind": "times", "times": inside, "isCut": len(times) >= MANY}

with open(sys.argv[1]) as asked, open(sys.argv[2], "w") as answered:
    json.dump([answer(question) for question in json.load(asked)], answered)
`;

/** Asks the classes of the installed Prefect, all at once. */
export async function prefectTimes(
  questions: readonly Question[],
): Promise<Answer[]> {
  const { python } = await ensurePython();
  const dir = await mkdtemp(join(tmpdir(), 'prefect-times-'));
  try {
    const [program, asked, answered] = ['ask.py', 'asked', 'answered'].map(
      name => join(dir, name),
    );
    await writeFile(program, PROGRAM);
    await writeFile(asked, JSON.stringify(questions));
    await runCommand({
      name: "Prefect's schedules",
      file: python,
      args: [program, asked, answered],
      cwd: dir,
      env: { PATH: process.env.PATH, PREFECT_HOME: dir, DO_NOT_TRACK: '1' },
      timeoutMs: 3_600_000,
    });
    return JSON.parse(await readFile(answered, 'utf8'));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
