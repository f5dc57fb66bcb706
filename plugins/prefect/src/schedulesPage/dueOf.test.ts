import {
  anId,
  anOccurrence,
  aScheduledDeployment,
  inMinutes,
  minutesAgo,
} from '../testing';
import { summaryOf } from './dueOf';
import { groupByTeam } from './groupByTeam';

it('counts what is ahead and what was missed', () => {
  const now = minutesAgo(0);
  const first = anOccurrence({ time: inMinutes(5) });
  const summary = summaryOf(
    [
      aScheduledDeployment({
        occurrences: [
          anOccurrence({ time: minutesAgo(30), kind: 'missed' }),
          anOccurrence({ time: inMinutes(20) }),
        ],
        missed: 1,
      }),
      aScheduledDeployment({
        occurrences: [anOccurrence({ time: minutesAgo(5) }), first],
        hidden: { count: 40, from: inMinutes(30), until: inMinutes(90) },
      }),
    ],
    now,
  );
  expect(summary).toMatchObject({ missed: 1, ahead: 42, isMore: false });
  expect(summary.first?.occurrence).toBe(first);
});

it('says that there are more than were counted', () => {
  const hidden = { count: 10_000, from: inMinutes(1), until: inMinutes(9) };
  expect(
    summaryOf([aScheduledDeployment({ hidden })], minutesAgo(0)).isMore,
  ).toBe(true);
});

it('groups by the first owner, nobody’s by itself', () => {
  const of = (number: number, ...owners: string[]) =>
    aScheduledDeployment({ id: anId(number), owners });
  const teams = groupByTeam([
    of(1, 'group:default/b', 'group:default/a'),
    of(2, 'group:default/a'),
    of(3),
  ]);
  expect(
    teams.map(({ owner, deployments }) => [owner, deployments.length]),
  ).toEqual([
    ['group:default/a', 2],
    [undefined, 1],
  ]);
});
