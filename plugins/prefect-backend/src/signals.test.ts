import { mockServices } from '@backstage/backend-test-utils';
import type { PrefectSignal } from '@backstage-prefect/backstage-plugin-prefect-common';
import { ManualSchedule } from './__testUtils__/ManualSchedule';
import type { Instance, InstanceId } from './instances';
import type { MirrorChange } from './mirror';
import { startSignals } from './signals';

const production = 'production' as InstanceId;

const instance: Instance = {
  id: production,
  title: 'Production',
  environment: 'production',
  labels: {},
  apiUrl: 'http://prefect.test/api',
  uiUrl: undefined,
};

/** A mirror, bindings and subscribers that the test plays. */
function startFixture() {
  const time = new ManualSchedule();
  const logger = mockServices.logger.mock();
  const sent: unknown[] = [];
  const listeners = new Map<string, (...args: any[]) => void>();
  const listen = (name: string) => (listener: (...args: any[]) => void) => {
    listeners.set(name, listener);
    return () => listeners.delete(name);
  };
  const signals = { isUp: true };
  const stop = startSignals({
    signals: {
      publish: async ({ recipients, channel, message }) => {
        if (!signals.isUp) {
          throw new Error('no bus');
        }
        expect({ recipients, channel }).toEqual({
          recipients: { type: 'broadcast' },
          channel: 'prefect',
        });
        sent.push(message);
      },
    },
    mirror: { onChange: listen('mirror'), onLogs: listen('logs') },
    bindings: {
      onChange: listen('bindings'),
      onProblems: listen('problems'),
    },
    grants: { onChange: listen('grants') },
    instances: { list: () => [instance] },
    schedule: time.schedule,
    logger,
  });
  return {
    time,
    logger,
    sent,
    signals,
    stop,
    listeners,
    mirrorChanged: (
      change: Partial<MirrorChange>,
      from: 'here' | 'elsewhere' = 'here',
    ) =>
      listeners.get('mirror')?.(
        {
          instance: production,
          runs: [],
          runsOf: [],
          deployments: [],
          all: false,
          ...change,
        },
        from,
      ),
    logsCame: (...runs: string[]) =>
      listeners.get('logs')?.(production, runs, 'here'),
    bindingsChanged: () => listeners.get('bindings')?.(),
  };
}

const signal = (of: Partial<PrefectSignal>): PrefectSignal => ({
  instance: 'production',
  runs: [],
  runsOf: [],
  deployments: [],
  logs: [],
  all: false,
  ...of,
});

it('tells of the first change at once, and of the next ones together', async () => {
  const fixture = startFixture();

  fixture.mirrorChanged({ runs: ['a'], runsOf: ['e'] });
  expect(fixture.sent).toEqual([signal({ runs: ['a'], runsOf: ['e'] })]);

  fixture.mirrorChanged({ runs: ['b', 'a'], deployments: ['d'] });
  fixture.mirrorChanged({ runs: ['b'] });
  fixture.logsCame('c');
  await fixture.time.advance(99);
  expect(fixture.sent).toHaveLength(1);

  await fixture.time.advance(1);
  expect(fixture.sent.slice(1)).toEqual([
    signal({ runs: ['b', 'a'], deployments: ['d'], logs: ['c'] }),
  ]);
});

it('is quick again after a quiet time', async () => {
  const fixture = startFixture();
  fixture.logsCame('a');
  await fixture.time.advance(100);

  fixture.logsCame('b');

  expect(fixture.sent).toEqual([
    signal({ logs: ['a'] }),
    signal({ logs: ['b'] }),
  ]);
});

it('names no ids when there are too many', () => {
  const fixture = startFixture();

  fixture.mirrorChanged({
    runs: Array.from({ length: 201 }, (_, index) => `run-${index}`),
  });

  expect(fixture.sent).toEqual([signal({ all: true })]);
});

it('leaves it to the process that made a change to tell of it', () => {
  const fixture = startFixture();

  fixture.mirrorChanged({ runs: ['a'] }, 'elsewhere');

  expect(fixture.sent).toEqual([]);
});

it('asks for everything when bindings changed, as anything may look different', () => {
  const fixture = startFixture();

  fixture.bindingsChanged();

  expect(fixture.sent).toEqual([signal({ all: true })]);
});

it('says so in the log when pages could not be told', async () => {
  const fixture = startFixture();
  fixture.signals.isUp = false;

  fixture.mirrorChanged({ runs: ['a'] });
  await Promise.resolve();
  await Promise.resolve();

  expect(fixture.logger.warn).toHaveBeenCalledWith(
    expect.stringContaining('Open pages were not told'),
  );
});

it('leaves nothing behind', () => {
  const fixture = startFixture();
  fixture.mirrorChanged({ runs: ['a'] });

  fixture.stop();

  expect(fixture.listeners.size).toBe(0);
  expect(fixture.time.size).toBe(0);
});
