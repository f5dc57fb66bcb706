import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { toEntityRef } from '../bindings';
import { createPeople, type People } from './createPeople';

const mina = toEntityRef('user:default/mina');
const START = Date.parse('2026-11-24T12:00:00Z');
const SECOND_MS = 1_000;

const entity = (
  kind: string,
  name: string,
  related: { type: string; targets: string[] },
  profile: object = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { namespace: 'default', name },
  spec: { profile } as Entity['spec'],
  relations: related.targets.map(targetRef => ({
    type: related.type,
    targetRef,
  })),
});

const user = (name: string, groups: string[], profile?: object) =>
  entity('User', name, { type: 'memberOf', targets: groups }, profile);
const group = (name: string, parents: string[]) =>
  entity('Group', name, { type: 'childOf', targets: parents });

describe('people', () => {
  let entities: Entity[];
  let nowMs: number;
  let isDown: boolean;
  let asked: number;
  let logger: ReturnType<typeof mockServices.logger.mock>;
  let people: People;

  beforeEach(() => {
    nowMs = START;
    isDown = false;
    asked = 0;
    logger = mockServices.logger.mock();
    entities = [
      user('Mina', ['group:default/Payments']),
      group('payments', ['group:default/commerce']),
      group('commerce', ['group:default/company']),
      // A circle.
      group('company', ['group:default/payments']),
      group('others', []),
    ];
    const now = () => {
      asked += 1;
      if (isDown) throw new Error('ECONNREFUSED');
      return catalogServiceMock({ entities });
    };
    people = createPeople({
      catalog: catalogServiceMock.mock({
        getEntityByRef: async ref => now().getEntityByRef(ref),
        getEntitiesByRefs: async request => now().getEntitiesByRefs(request),
        async *streamEntities(request) {
          yield* now().streamEntities(request);
        },
      }),
      auth: mockServices.auth(),
      logger,
      clock: () => nowMs,
      outageSeconds: 300,
    });
  });

  const groupsOf = async (ref = mina) =>
    (await people.membershipsOf(ref))?.toSorted();

  it('are in their groups and in those above', async () => {
    const all = [
      'group:default/commerce',
      'group:default/company',
      'group:default/payments',
      'user:default/mina',
    ];
    expect(await groupsOf()).toEqual(all);
    const [listed] = await people.list();
    expect(listed.ownershipRefs.toSorted()).toEqual(all);
  });

  it('may be in none, or not in the catalog at all', async () => {
    entities.push(user('kim', []));
    expect(await groupsOf(toEntityRef('user:default/kim'))).toEqual([
      'user:default/kim',
    ]);
    expect(await groupsOf(toEntityRef('user:default/nobody'))).toBeUndefined();
  });

  it('are in no group once they are gone from it, whatever their sign-in says', async () => {
    expect(await groupsOf()).toContain('group:default/payments');
    entities = entities.slice(1);
    nowMs += 2 * SECOND_MS;
    expect(await groupsOf()).toEqual([mina]);
    nowMs += 2 * SECOND_MS;
    expect(await groupsOf()).toEqual([mina]);
  });

  it('may be in thousands, of any name', async () => {
    const names = Array.from({ length: 10_000 }, (_, n) => `group:x/ünï-${n}`);
    entities = [user('mina', names)];
    expect(await groupsOf()).toHaveLength(10_001);
  });

  it('are somewhere else within two seconds of a change, also when somebody asks all the time', async () => {
    for (const everyMs of [10 * SECOND_MS, 100]) {
      entities = [user('mina', ['group:default/payments'])];
      nowMs += 10 * SECOND_MS;
      expect(await groupsOf()).toContain('group:default/payments');

      entities = [user('mina', ['group:default/others'])];
      for (let passed = 0; passed < 2 * SECOND_MS; passed += everyMs) {
        nowMs += everyMs;
        await groupsOf();
      }
      expect(await groupsOf()).toEqual([
        'group:default/others',
        'user:default/mina',
      ]);
    }
  });

  it('are read once, however many ask at the same time', async () => {
    entities = [user('mina', [])];
    await Promise.all(Array.from({ length: 50 }, () => groupsOf()));
    expect(asked).toBe(1);
  });

  it('keep their groups for five minutes while the catalog is down, and then have none', async () => {
    await groupsOf();
    isDown = true;

    nowMs += 299 * SECOND_MS;
    expect(await groupsOf()).toContain('group:default/payments');
    nowMs += 2 * SECOND_MS;
    for (let times = 0; times < 3; times++) {
      await expect(groupsOf()).rejects.toMatchObject({
        code: 'PREFECT_CATALOG_UNAVAILABLE',
        message: expect.stringContaining('Try again in a moment.'),
      });
    }
    expect(logger.warn).toHaveBeenCalledTimes(1);

    isDown = false;
    expect(await groupsOf()).toContain('group:default/payments');
    expect(logger.info).toHaveBeenCalledTimes(1);
  });

  it('are nobody who was not known before the catalog went down', async () => {
    isDown = true;
    await expect(groupsOf()).rejects.toMatchObject({
      code: 'PREFECT_CATALOG_UNAVAILABLE',
    });
    await expect(people.list()).rejects.toMatchObject({
      code: 'PREFECT_CATALOG_UNAVAILABLE',
    });
    isDown = false;
    await expect(people.list()).resolves.toHaveLength(1);
  });

  it('are read again when the clock was set back', async () => {
    await groupsOf();
    entities = [user('mina', [])];
    nowMs -= 3_600 * SECOND_MS;
    expect(await groupsOf()).toEqual(['user:default/mina']);
  });

  it.each([
    ['the same ref', mina, mina, true],
    ['one mail address', mina, toEntityRef('user:ops/root'), true],
    ['another address', mina, toEntityRef('user:default/jo'), false],
    [
      'no address at all',
      toEntityRef('user:default/a'),
      toEntityRef('user:default/b'),
      false,
    ],
  ])('are one with %s or not', async (_, a, b, isSame) => {
    entities = [
      user('mina', [], { email: 'Mina@Example.org ' }),
      user('jo', [], { email: 'jo@example.org' }),
      user('a', []),
      user('b', [], { email: ' ' }),
    ];
    const root = user('root', [], { email: 'mina@example.org' });
    entities.push({ ...root, metadata: { namespace: 'ops', name: 'root' } });
    expect(await people.isSamePerson(a, b)).toBe(isSame);
    expect(await people.isSamePerson(b, a)).toBe(isSame);
  });
});
