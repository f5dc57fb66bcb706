import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import type {
  PoolLoad,
  ScheduledDeployment,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import {
  askPrefect,
  createWorkPool,
  type Prefect,
  startPrefect,
  waitUntil,
} from '@backstage-prefect/real-parts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import prefectPlugin from '../..';

jest.setTimeout(300_000);

const SCHEDULES = [
  {
    slug: 'cron',
    schedule: { cron: '7,37 */2 * * mon-sun', timezone: 'Europe/Berlin' },
    parameters: { region: 'eu' },
  },
  {
    slug: 'rrule',
    schedule: {
      rrule: 'FREQ=HOURLY;INTERVAL=3;BYMINUTE=11',
      timezone: 'America/New_York',
    },
  },
  {
    slug: 'interval',
    schedule: { interval: 2_700, timezone: 'Europe/Berlin' },
  },
];

type PrefectRun = {
  expected_start_time: string;
  created_by: { id: string; type: string } | null;
};

type PrefectSchedule = {
  id: string;
  slug: string;
  active: boolean;
  parameters: object;
  schedule: object;
};

describe('schedules of a real Prefect', () => {
  let dir: string;
  let prefect: Prefect;
  let backend: TestBackend;
  let deployment: string;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'prefect-agenda-'));
    prefect = await startPrefect({ dir, authString: 'portal:s3cret' });
    await createWorkPool({ prefect, name: 'demo' });
    const { id: flowId } = await ask('/flows/', { name: 'orders' });
    const { id } = await ask('/deployments/', {
      name: 'often',
      flow_id: flowId,
      work_pool_name: 'demo',
      schedules: SCHEDULES,
    });
    deployment = id;
    backend = await startBackend();
  });

  afterAll(async () => {
    await backend?.stop();
    await prefect?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  function ask<T = any>(path: string, body?: object): Promise<T> {
    return askPrefect<T>(prefect, path, body);
  }

  function startBackend(): Promise<TestBackend> {
    return startTestBackend({
      features: [
        prefectPlugin,
        catalogServiceMock.factory({
          entities: [
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'Component',
              metadata: {
                name: 'orders',
                annotations: { 'prefect.io/flow': 'orders' },
              },
              relations: [{ type: 'ownedBy', targetRef: 'user:default/mina' }],
            },
          ],
        }),
        createServiceFactory({
          service: signalsServiceRef,
          deps: {},
          factory: () => ({ publish: async () => {} }),
        }),
        mockServices.rootConfig.factory({
          data: {
            prefect: {
              instances: {
                production: {
                  url: prefect.apiUrl,
                  environment: 'production',
                  authString: prefect.authString,
                },
              },
            },
          },
        }),
      ],
    });
  }

  const send = (method: 'get' | 'post' | 'put', path: string, body?: object) =>
    request(backend.server)
      [method](`/api/prefect${path}`)
      .set('Authorization', mockCredentials.user.header('user:default/mina'))
      .send(body);

  async function agenda(): Promise<ScheduledDeployment | undefined> {
    const { body, status } = await send('get', '/schedules');
    expect({ status, error: body.error }).toEqual({ status: 200 });
    return body.items[0];
  }

  const inPrefect = async () => {
    const { schedules } = await ask<{ schedules: PrefectSchedule[] }>(
      `/deployments/${deployment}`,
    );
    return new Map(schedules.map(each => [each.slug, each]));
  };

  /** Moments by schedule, of those that Prefect has made runs for. */
  async function madeByPrefect(): Promise<Map<string, string[]>> {
    const runs = await ask<PrefectRun[]>('/flow_runs/filter', {
      sort: 'EXPECTED_START_TIME_ASC',
    });
    const made = new Map<string, string[]>();
    for (const { created_by, expected_start_time } of runs) {
      if (created_by?.type !== 'SCHEDULE') continue;
      const times = made.get(created_by.id) ?? [];
      times.push(new Date(expected_start_time).toISOString());
      made.set(created_by.id, times);
    }
    return made;
  }

  const pathOf = ({ id }: { id: string }) =>
    `/deployments/production/${deployment}/schedules/${id}`;

  it('fire as we say: what Prefect makes is what we compute', async () => {
    const made = await waitUntil(
      async () => {
        const found = await madeByPrefect();
        return found.size === SCHEDULES.length ? found : undefined;
      },
      { deadlineMs: 90_000 },
    );
    const seen = await waitUntil(
      async () => {
        const found = await agenda();
        const exists = found?.occurrences.filter(
          ({ kind }) => kind === 'exists',
        );
        return exists && exists.length >= 9 ? found : undefined;
      },
      { deadlineMs: 60_000 },
    );
    if (!made || !seen) throw new Error('Prefect has made no runs in time.');

    expect(seen.schedules).toHaveLength(SCHEDULES.length);
    for (const { id, problem, origin } of seen.schedules) {
      const own = seen.occurrences.filter(each => each.scheduleId === id);
      const times = own.map(({ time }) => new Date(time).toISOString());
      const theirs = made.get(id) ?? [];
      // Prefect makes some ahead; the rest goes on behind these without a gap.
      expect(times.slice(0, theirs.length)).toEqual(theirs);
      expect(
        own.slice(0, theirs.length).every(({ kind }) => kind === 'exists'),
      ).toBe(true);
      expect(
        own.slice(theirs.length).every(({ kind }) => kind === 'computed'),
      ).toBe(true);
      expect(times.length).toBeGreaterThan(theirs.length);
      expect(problem).toBeNull();
      expect(origin).toMatchObject({ kind: 'deploy', by: null });
    }
    expect(seen.missed).toBe(0);
  });

  it('tell how full their pool gets', async () => {
    const { body } = await send('get', '/schedules/load?buckets=24');
    const [pool]: PoolLoad[] = body.items;
    expect(pool).toMatchObject({
      name: 'demo',
      deployments: 1,
      unknownLength: 1,
      most: 0,
    });
    expect(pool.buckets).toHaveLength(24);
  });

  it('are paused and resumed one by one, and keep their parameters', async () => {
    const cron = (await inPrefect()).get('cron')!;
    const paused = await send('put', `${pathOf(cron)}/paused`, {
      paused: true,
    });
    expect(paused.status).toBe(204);

    const after = await inPrefect();
    expect(after.get('cron')).toMatchObject({
      active: false,
      parameters: { region: 'eu' },
    });
    expect(after.get('rrule')).toMatchObject({ active: true });
    const shown = (await agenda())?.schedules.find(({ id }) => id === cron.id);
    expect(shown).toMatchObject({
      active: false,
      next: null,
      origin: { kind: 'edited', by: 'user:default/mina' },
    });

    await send('put', `${pathOf(cron)}/paused`, { paused: false });
    expect((await inPrefect()).get('cron')).toMatchObject({ active: true });
  });

  it.each([
    [
      'cron',
      { kind: 'cron', expression: '0 6 * * fri', dayOr: false },
      { cron: '0 6 * * fri', timezone: 'Europe/Berlin', day_or: false },
    ],
    [
      'interval',
      {
        kind: 'interval',
        expression: '5400500',
        anchor: '2026-01-01T00:00:00Z',
      },
      {
        interval: 5400.5,
        anchor_date: '2026-01-01T00:00:00Z',
        timezone: 'Europe/Berlin',
      },
    ],
    [
      'rrule',
      {
        kind: 'rrule',
        expression: 'DTSTART:20260101T060000\nRRULE:FREQ=DAILY',
      },
      {
        rrule: 'DTSTART:20260101T060000\nRRULE:FREQ=DAILY',
        timezone: 'Europe/Berlin',
      },
    ],
  ])('are edited: %s', async (slug, timing, expected) => {
    const schedule = (await inPrefect()).get(slug)!;
    const body = {
      timezone: 'Europe/Berlin',
      anchor: null,
      dayOr: null,
      ...timing,
    };
    const preview = await send('post', '/schedules/preview', body);
    const edited = await send('put', pathOf(schedule), body);
    expect({ status: edited.status, error: edited.body.error }).toEqual({
      status: 204,
    });
    expect((await inPrefect()).get(slug)?.schedule).toEqual(expected);
    const shown = (await agenda())?.schedules.find(
      ({ id }) => id === schedule.id,
    );
    expect(shown).toMatchObject({
      kind: timing.kind,
      expression: timing.expression,
      origin: { kind: 'edited', by: 'user:default/mina' },
    });
    expect(preview.body.items).toHaveLength(5);
  });

  it('are refused with a sentence when they are no schedules', async () => {
    const cron = (await inPrefect()).get('cron')!;
    const { status, body } = await send('put', pathOf(cron), {
      kind: 'cron',
      expression: 'every day',
      timezone: null,
      anchor: null,
      dayOr: null,
    });
    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      code: 'PREFECT_INVALID_REQUEST',
      message: expect.stringContaining('5 fields'),
    });
  });
});
