import type { Timing } from '../schedules';
import { listedOf, MOST_LISTED } from './listedOf';
import { overlapOf } from './overlapOf';
import type { PlannedRun } from './plannedRuns';
import {
  timelineOf,
  type Occurrence,
  type TimedSchedule,
  type TimelineFacts,
} from './timelineOf';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const MINUTE = 60_000;
const at = (minutes: number) => NOW + minutes * MINUTE;

const cron = (expression: string): Timing => ({
  kind: 'cron',
  expression,
  timezone: 'Europe/Berlin',
  anchor: null,
  dayOr: true,
});

const schedule = (over: Partial<TimedSchedule> = {}): TimedSchedule => ({
  id: 'half-hourly',
  timing: cron('*/30 * * * *'),
  makesRuns: true,
  knownSince: at(-1_000),
  ...over,
});

const run = (minutes: number, over: Partial<PlannedRun> = {}): PlannedRun => ({
  id: `run${minutes}`,
  name: 'a-run',
  state_type: 'SCHEDULED',
  state_name: 'Scheduled',
  state_timestamp: '',
  state_message: null,
  scheduleId: 'half-hourly',
  plannedFor: at(minutes),
  due: at(minutes),
  hasStarted: false,
  ...over,
});

const timeline = (over: Partial<TimelineFacts> & { planned?: PlannedRun[] }) =>
  timelineOf({
    schedules: [schedule()],
    runs: { runs: over.planned ?? [], completeSince: at(-90) },
    window: { since: at(-90), now: NOW, until: at(90) },
    rightUntil: NOW,
    ...over,
  });

/** `exists -30` */
const told = (occurrences: readonly Occurrence[]) =>
  occurrences.map(({ kind, time }) => `${kind} ${(time - NOW) / MINUTE}`);

describe('timelineOf', () => {
  it('tells what exists, what Prefect will make and what was missed', () => {
    const { occurrences, outlooks } = timeline({
      planned: [run(-90), run(-30), run(0), run(30)],
    });
    expect(told(occurrences)).toEqual([
      'exists -90',
      'missed -60',
      'exists -30',
      'exists 0',
      'exists 30',
      'computed 60',
      'computed 90',
    ]);
    expect(outlooks.get('half-hourly')).toEqual({
      next: NOW,
      count: 4,
      problem: null,
    });
  });

  it.each<[string, Partial<TimelineFacts>, string[]]>([
    [
      'what was due before the schedule was last written',
      { schedules: [schedule({ knownSince: at(-45) })] },
      ['missed -30'],
    ],
    [
      'anything, when it is not known since when it is what it is',
      { schedules: [schedule({ knownSince: undefined })] },
      [],
    ],
    [
      'anything, when the instance was not read yet',
      { rightUntil: undefined },
      [],
    ],
    [
      'what was due since the instance does not answer',
      { rightUntil: at(-40) },
      ['missed -90', 'missed -60'],
    ],
    [
      'what was due before the oldest run that was read',
      { runs: { runs: [], completeSince: at(-50) } },
      ['missed -30'],
    ],
    [
      'what is due since a moment only',
      { window: { since: at(-90), now: NOW + MINUTE, until: at(90) } },
      ['missed -90', 'missed -60', 'missed -30'],
    ],
  ])('does not call missed %s', (_, facts, missed) => {
    expect(
      told(timeline(facts).occurrences).filter(each =>
        each.startsWith('missed'),
      ),
    ).toEqual(missed);
  });

  it('says of a paused schedule only what exists', () => {
    const { occurrences, outlooks } = timeline({
      schedules: [schedule({ makesRuns: false, knownSince: undefined })],
      planned: [run(-60)],
    });
    expect(told(occurrences)).toEqual(['exists -60']);
    expect(outlooks.get('half-hourly')?.next).toBeNull();
  });

  it('calls nothing missed within an hour of a change of the clock', () => {
    const change = Date.parse('2026-10-25T01:00:00Z');
    const { occurrences } = timeline({
      window: {
        since: change - 90 * MINUTE,
        now: change + 150 * MINUTE,
        until: change + 151 * MINUTE,
      },
      rightUntil: change + 150 * MINUTE,
      schedules: [schedule({ knownSince: 0 })],
      runs: { runs: [], completeSince: 0 },
    });
    expect(
      occurrences
        .filter(({ kind }) => kind === 'missed')
        .map(({ time }) => (time - change) / MINUTE),
    ).toEqual([-90, 60, 90, 120]);
  });

  it('shows a run where somebody has moved it, and misses nothing for it', () => {
    const { occurrences } = timeline({
      window: { since: at(-10), now: NOW, until: at(60) },
      planned: [run(30, { due: at(47) })],
    });
    expect(told(occurrences)).toEqual([
      'computed 0',
      'exists 47',
      'computed 60',
    ]);
  });

  it('takes a run of a schedule that a deploy has replaced', () => {
    const { occurrences } = timeline({
      planned: [run(-90), run(-60, { scheduleId: 'replaced' }), run(-30)],
    });
    expect(told(occurrences).slice(0, 3)).toEqual([
      'exists -90',
      'exists -60',
      'exists -30',
    ]);
  });

  it('gives two schedules a run each when both are due', () => {
    const { occurrences } = timeline({
      schedules: [
        schedule(),
        schedule({ id: 'hourly', timing: cron('0 * * * *') }),
      ],
      window: { since: at(-10), now: NOW, until: at(10) },
      planned: [run(0, { scheduleId: 'hourly' })],
    });
    expect(
      occurrences.map(({ kind, scheduleId }) => [kind, scheduleId]),
    ).toEqual([
      ['computed', 'half-hourly'],
      ['exists', 'hourly'],
    ]);
  });

  it('shows what somebody has planned', () => {
    const { occurrences } = timeline({
      schedules: [],
      planned: [run(45, { scheduleId: null })],
    });
    expect(occurrences).toMatchObject([{ kind: 'exists', scheduleId: null }]);
  });

  it('says why it cannot tell', () => {
    const { occurrences, outlooks } = timeline({
      schedules: [schedule({ timing: cron('61 * * * *') })],
    });
    expect(occurrences).toEqual([]);
    expect(outlooks.get('half-hourly')?.problem).toMatch(/no minute/);
  });

  it('is cut where a schedule fires all the time, and lists what matters', () => {
    const { occurrences, isCut, outlooks } = timeline({
      schedules: [schedule({ timing: cron('* * * * * *') })],
      window: { since: at(-3), now: NOW, until: at(600) },
      planned: [run(1, { scheduleId: null })],
    });
    expect(isCut).toBe(true);
    expect(outlooks.get('half-hourly')?.count).toBe(10_000);

    const { occurrences: listed, hidden } = listedOf(occurrences, at(600));
    expect(listed).toHaveLength(MOST_LISTED);
    expect(listed.filter(({ kind }) => kind === 'missed')).toHaveLength(91);
    expect(listed.filter(({ kind }) => kind === 'exists')).toHaveLength(1);
    expect(hidden).toMatchObject({ count: 10_000, until: at(600) });
  });
});

describe('overlapOf', () => {
  const { occurrences } = timeline({});

  it('tells where it starts before it usually ends', () => {
    expect(overlapOf(occurrences, { now: NOW, usualMs: 40 * MINUTE })).toEqual({
      count: 3,
      first: at(30),
    });
  });

  it('tells of none where there is time enough, or nobody knows', () => {
    const enough = { now: NOW, usualMs: 30 * MINUTE };
    expect(overlapOf(occurrences, enough)).toBeNull();
    expect(overlapOf(occurrences, { now: NOW, usualMs: null })).toBeNull();
  });
});
