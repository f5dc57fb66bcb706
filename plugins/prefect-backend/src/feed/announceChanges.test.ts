import { mockServices } from '@backstage/backend-test-utils';
import { ManualSchedule } from '../__testUtils__/ManualSchedule';
import type { Instance, InstanceId } from '../instances';
import type { MirrorChange } from '../mirror';
import { announceChanges } from './announceChanges';

const instances = ['production', 'dev'].map(
  (id): Instance => ({
    id: id as InstanceId,
    title: id,
    environment: id,
    labels: {},
    apiUrl: 'http://prefect.test/api',
    uiUrl: undefined,
  }),
);
const [production] = instances;

/** A mirror, bindings and a bus that the test plays. */
function announced() {
  const time = new ManualSchedule();
  const logger = mockServices.logger.mock();
  const sent: unknown[] = [];
  const bus = { isUp: true };
  const listeners = new Map<string, (...args: any[]) => void>();
  const listen = (name: string) => (listener: (...args: any[]) => void) => {
    listeners.set(name, listener);
    return () => listeners.delete(name);
  };
  const stop = announceChanges({
    events: mockServices.events.mock({
      publish: async ({ topic, eventPayload }) => {
        if (!bus.isUp) throw new Error('no bus');
        expect(topic).toBe('prefect.deployments');
        sent.push(eventPayload);
      },
    }),
    mirror: { onChange: listen('mirror') },
    bindings: { onChange: listen('bindings') },
    instances: { list: () => instances },
    schedule: time.schedule,
    logger,
  });
  const mirrorChanged = (change: Partial<MirrorChange>, from = 'here') =>
    listeners.get('mirror')?.(
      {
        instance: production.id,
        runs: [],
        deployments: [],
        all: false,
        ...change,
      },
      from,
    );
  const bindingsChanged = () => listeners.get('bindings')?.();
  return {
    time,
    logger,
    sent,
    bus,
    stop,
    listeners,
    mirrorChanged,
    bindingsChanged,
  };
}

const event = (
  deployments: string[],
  all = false,
  instance = 'production',
) => ({
  instance,
  deployments,
  all,
});

it('gathers changes of half a second into one event', async () => {
  const { mirrorChanged, sent, time } = announced();

  mirrorChanged({ deployments: ['a', 'b'] });
  await time.advance(400);
  mirrorChanged({ deployments: ['b', 'c'] });
  expect(sent).toEqual([]);
  await time.advance(100);
  expect(sent).toEqual([event(['a', 'b', 'c'])]);

  mirrorChanged({ deployments: ['d'] });
  await time.advance(500);
  expect(sent.slice(1)).toEqual([event(['d'])]);
});

it('says nothing when only runs changed, or when another replica says it', async () => {
  const { mirrorChanged, sent, time } = announced();

  mirrorChanged({ runs: ['r'] });
  mirrorChanged({ deployments: ['a'], all: true }, 'elsewhere');
  await time.advance(10_000);

  expect(sent).toEqual([]);
  expect(time.size).toBe(0);
});

it.each([
  ['the mirror says so', { all: true }],
  [
    'there are too many to name',
    { deployments: Array.from({ length: 201 }, (_, index) => `id-${index}`) },
  ],
])('names none when %s', async (_, change) => {
  const { mirrorChanged, sent, time } = announced();

  mirrorChanged({ deployments: ['a'] });
  mirrorChanged(change);
  await time.advance(500);

  expect(sent).toEqual([event([], true)]);
});

it('says of every instance that its owners may have changed when bindings did', async () => {
  const { bindingsChanged, sent, time } = announced();

  bindingsChanged();
  await time.advance(500);

  expect(sent).toEqual([event([], true), event([], true, 'dev')]);
});

it('says so in the log when it could not be told', async () => {
  const { mirrorChanged, bus, logger, time } = announced();
  bus.isUp = false;

  mirrorChanged({ deployments: ['a'] });
  await time.advance(500);

  expect(logger.warn).toHaveBeenCalledWith(
    expect.stringContaining('The catalog was not told'),
  );
});

it('leaves nothing behind', () => {
  const { mirrorChanged, stop, listeners, time } = announced();
  mirrorChanged({ deployments: ['a'] });

  stop();

  expect(listeners.size).toBe(0);
  expect(time.size).toBe(0);
});
