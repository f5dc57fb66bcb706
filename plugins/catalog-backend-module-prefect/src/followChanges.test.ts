import { mockServices } from '@backstage/backend-test-utils';
import { followChanges } from './followChanges';

async function followed() {
  const told: string[] = [];
  const heard: Array<(payload: unknown) => Promise<void>> = [];
  await followChanges({
    events: mockServices.events.mock({
      subscribe: async ({ topics, onEvent }) => {
        expect(topics).toEqual(['prefect.deployments']);
        heard.push(eventPayload =>
          onEvent({ topic: 'prefect.deployments', eventPayload }),
        );
      },
    }),
    providers: ['production', 'dev'].map(instance => ({
      instance,
      changed: scope => told.push(`${instance} changed ${scope}`),
    })),
    names: { forget: instance => told.push(`${instance} forgotten`) },
  });
  return { told, hear: heard[0] };
}

it.each([
  [
    'some deployments',
    { instance: 'dev', deployments: ['a', 'b'], all: false },
    ['dev forgotten', 'dev changed a,b'],
  ],
  [
    'anything',
    { instance: 'production', deployments: [], all: true },
    ['production forgotten', 'production changed all'],
  ],
  [
    'an instance that is not configured here',
    { instance: 'else', deployments: [], all: true },
    ['else forgotten'],
  ],
])('passes on that %s changed', async (_, payload, expected) => {
  const { told, hear } = await followed();

  await hear(payload);

  expect(told).toEqual(expected);
});

it('refuses what is no such event', async () => {
  const { told, hear } = await followed();

  await expect(hear({ instance: 'dev' })).rejects.toThrow();

  expect(told).toEqual([]);
});
