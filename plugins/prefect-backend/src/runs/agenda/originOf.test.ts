import { originOf } from './originOf';

const at = (minute: number, second = 0) =>
  new Date(Date.UTC(2026, 10, 24, 9, minute, second))
    .toISOString()
    .replace('Z', '000Z');

const schedule = (created: string, updated = created) => ({
  created,
  updated,
  edit: undefined,
});

describe('originOf', () => {
  // As Prefect 3.8.8 writes the times.
  it.each([
    [
      'a deploy that created it with its deployment',
      schedule(at(0)),
      { created: at(0), updated: at(0) },
      { kind: 'deploy', at: at(0), by: null },
    ],
    [
      'a later deploy that made the schedules anew',
      schedule(at(30, 1)),
      { created: at(0), updated: at(30) },
      { kind: 'deploy', at: at(30, 1), by: null },
    ],
    [
      'a later deploy that changed the schedule by its slug',
      schedule(at(0), at(30)),
      { created: at(0), updated: at(30) },
      { kind: 'deploy', at: at(30), by: null },
    ],
    [
      'the deploy that created it, though all schedules were paused since',
      schedule(at(0)),
      { created: at(0), updated: at(40) },
      { kind: 'deploy', at: at(0), by: null },
    ],
    [
      'somebody who changed it since',
      schedule(at(0), at(20)),
      { created: at(0), updated: at(0) },
      { kind: 'edited', at: at(20), by: null },
    ],
    [
      'somebody who added it since',
      schedule(at(20)),
      { created: at(0), updated: at(0) },
      { kind: 'added', at: at(20), by: null },
    ],
    [
      'nobody knows whom, as the deployment was written later by something else',
      schedule(at(0), at(20)),
      { created: at(0), updated: at(40) },
      { kind: 'unknown', at: at(20), by: null },
    ],
    [
      'nobody knows whom, as it was not read since these times are kept',
      { created: null, updated: null, edit: undefined },
      { created: at(0), updated: at(40) },
      { kind: 'unknown', at: null, by: null },
    ],
  ])('is %s', (_, given, deployment, expected) => {
    expect(originOf(given, deployment)).toEqual(expected);
  });

  it('names who changed it here, until somebody else does elsewhere', () => {
    const edit = { userRef: 'user:default/mina', updated: at(20) };
    const deployment = { created: at(0), updated: at(0) };
    expect(
      originOf({ created: at(0), updated: at(20), edit }, deployment),
    ).toEqual({ kind: 'edited', at: at(20), by: 'user:default/mina' });
    expect(
      originOf({ created: at(0), updated: at(21), edit }, deployment),
    ).toEqual({ kind: 'edited', at: at(21), by: null });
  });
});
