import { mockApis } from '@backstage/frontend-test-utils';
import {
  aDeployment,
  anId,
  aRun,
  aRunDetail,
  startPortalFake,
} from '../testing';
import { createPrefectApi } from './createPrefectApi';
import { operations } from './operations';
import { isDenied, isUnknown, PortalError } from './PortalError';

const portal = startPortalFake();

const api = createPrefectApi({
  discoveryApi: mockApis.discovery({ baseUrl: 'http://localhost:7007' }),
  fetchApi: mockApis.fetch(),
});

const key = { instance: 'production', id: anId(1) };

/** What the call was refused with. */
const refusal = (call: Promise<unknown>): Promise<PortalError> =>
  call.then(
    () => {
      throw new Error('It was not refused.');
    },
    error => error,
  );

describe('a request', () => {
  it('has a method for every operation of the contract', () => {
    expect(Object.keys(api)).toEqual(Object.keys(operations));
  });

  it('fills the places of the path and puts the rest into the query', async () => {
    portal.answers('getEntityAutomation', {
      entity: 'component:default/orders',
      items: [],
      proposals: [],
      unmatched: [],
    });

    await api.getEntityAutomation({
      kind: 'component',
      namespace: 'default',
      name: 'orders',
      days: 30,
    });

    const [{ path, query }] = portal.asked('getEntityAutomation');
    expect(path).toEqual({
      kind: 'component',
      namespace: 'default',
      name: 'orders',
    });
    expect(query.toString()).toBe('days=30');
  });

  it.each(['a/b', '../secrets', 'ü ?#&', '%2e%2e'])(
    'keeps %s in its place of the path',
    async name => {
      await refusal(
        api.getEntityAutomation({ kind: 'component', namespace: 'x', name }),
      );

      expect(portal.asked('getEntityAutomation')).toMatchObject([
        { path: { kind: 'component', namespace: 'x', name } },
      ]);
    },
  );

  it('repeats lists and leaves out what is not said', async () => {
    await api.listRuns({
      state: ['FAILED', 'CRASHED'],
      owner: [],
      q: '',
      tag: undefined,
      future: false,
    });

    const [{ query }] = portal.asked('listRuns');
    expect([...query]).toEqual([
      ['state', 'FAILED'],
      ['state', 'CRASHED'],
      ['future', 'false'],
    ]);
  });

  it('sends a body as JSON', async () => {
    portal.answers('startRun', aRun());
    const body = { parameters: { region: 'eu' }, idempotencyKey: 'k' };

    await api.startRun({ ...key, body });

    expect(portal.asked('startRun')).toMatchObject([{ body, path: key }]);
  });

  it('has no body when the operation takes none', async () => {
    portal.answers('cancelRun', aRun());

    await api.cancelRun(key);

    expect(portal.asked('cancelRun')).toMatchObject([{ body: undefined }]);
  });

  it('ends when the caller does', async () => {
    portal.answers('getRun', aRunDetail());
    portal.holds('getRun');
    const controller = new AbortController();

    const call = api.getRun(key, { signal: controller.signal });
    controller.abort();

    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('an answer', () => {
  it('is the body', async () => {
    const page = { items: [aDeployment()], totalCount: 1, nextCursor: null };
    portal.answers('listDeployments', page);

    expect(await api.listDeployments({})).toEqual(page);
  });

  it('is nothing where there is none', async () => {
    expect(
      await api.setDeploymentPaused({ ...key, body: { paused: true } }),
    ).toBeUndefined();
  });
});

describe('a refusal', () => {
  it('says what, why and at which field', async () => {
    const fields = [{ path: ['region'], message: 'is required' }];
    portal.fails('startRun', {
      status: 400,
      code: 'PREFECT_INVALID_PARAMETERS',
      message: 'The parameters do not fit.',
      fields,
    });

    const error = await refusal(
      api.startRun({ ...key, body: { parameters: {}, idempotencyKey: 'k' } }),
    );

    expect(error).toBeInstanceOf(PortalError);
    expect(error).toMatchObject({
      status: 400,
      code: 'PREFECT_INVALID_PARAMETERS',
      message: 'The parameters do not fit.',
      fields,
    });
  });

  it('tells denied from unknown', async () => {
    portal.denies('getRun');
    const denied = await refusal(api.getRun(key));
    portal.hides('getRun');
    const unknown = await refusal(api.getRun(key));

    expect([isDenied(denied), isUnknown(denied)]).toEqual([true, false]);
    expect([isDenied(unknown), isUnknown(unknown)]).toEqual([false, true]);
  });

  it.each([
    ['a page of a proxy', '<html>Bad gateway</html>'],
    ['nothing', ''],
    ['JSON of somebody else', '{"message":"no"}'],
    ['null', 'null'],
  ])('is told by its status when the body is %s', async (_, body) => {
    const behindProxy = createPrefectApi({
      discoveryApi: mockApis.discovery(),
      fetchApi: mockApis.fetch({
        baseImplementation: async () => new Response(body, { status: 502 }),
      }),
    });

    const error = await refusal(behindProxy.listInstances({}));

    expect(error).toMatchObject({
      status: 502,
      message: 'The portal answered with status 502.',
      code: undefined,
      fields: [],
    });
  });
});
