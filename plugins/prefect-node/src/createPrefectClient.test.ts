import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createPrefectClient } from './createPrefectClient';
import {
  PrefectConflictError,
  PrefectCredentialRefusedError,
  PrefectInvalidParametersError,
  PrefectNotFoundError,
  PrefectRefusedError,
  PrefectUnreachableError,
  PrefectUpstreamError,
} from './errors';
import {
  json,
  startUpstream,
  type Answer,
  type Upstream,
} from './testing/startUpstream';

const SECRET = 'Basic c2VjcmV0';
const STAMP = {
  id: '7b3c1b52-3d0f-5b51-9b7a-0d7f7c1f4f10',
  displayName: 'user:default/zoë',
};
const RUN = '0a5c9f6e-3f2f-4b8e-8d75-1f8a6d6f2b11';
const DEPLOYMENT = '4d3f0f66-9f4c-4a7c-8a51-5a2b8f6f1c22';

const open: Upstream[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(upstream => upstream.close()));
});

async function clientOf(...answers: readonly [Answer, ...Answer[]]) {
  const upstream = await startUpstream(...answers);
  open.push(upstream);
  const waits: number[] = [];
  const client = createPrefectClient({
    name: 'Production',
    apiUrl: upstream.apiUrl,
    headers: () => ({ authorization: SECRET }),
    timeoutMs: 200,
    fetch,
    sleep: async ms => {
      waits.push(ms);
    },
    random: () => 0.5,
  });
  return { client, waits, received: upstream.received };
}

describe('every request', () => {
  it('carries the credential as it is at that moment', async () => {
    const upstream = await startUpstream(json('3.8.8'));
    open.push(upstream);
    let secret = 'first';
    const client = createPrefectClient({
      name: 'Production',
      apiUrl: upstream.apiUrl,
      headers: () => ({ authorization: secret }),
      timeoutMs: 1000,
      fetch,
      sleep: async () => undefined,
      random: Math.random,
    });
    await client.version();
    secret = 'second';
    await client.version();
    expect(upstream.received.map(each => each.headers.authorization)).toEqual([
      'first',
      'second',
    ]);
  });

  it('does not follow a redirect, which would carry the credential away', async () => {
    const elsewhere = await startUpstream(json('3.8.8'));
    open.push(elsewhere);
    const { client } = await clientOf({
      status: 307,
      headers: { location: `${elsewhere.apiUrl}/admin/version` },
    });
    await expect(client.version()).rejects.toThrow(PrefectUnreachableError);
    expect(elsewhere.received).toEqual([]);
  });
});

describe('reading', () => {
  it('asks for the page it is given', async () => {
    const { client, received } = await clientOf(json([]));
    await client.readWorkPools({ limit: 200, offset: 400 });
    expect(received[0]).toMatchObject({
      method: 'POST',
      path: '/api/work_pools/filter',
    });
    expect(JSON.parse(received[0].body)).toEqual({ limit: 200, offset: 400 });
  });

  it.each([429, 502, 503, 504])(
    'tries again with growing, jittered waits after a %i',
    async status => {
      const { client, waits } = await clientOf(
        { status },
        { status },
        { status },
        json('3.8.8'),
      );
      await expect(client.version()).resolves.toBe('3.8.8');
      expect(waits).toEqual([200, 400, 800]);
    },
  );

  it('waits as long as Prefect asks for, but never longer than 5 s', async () => {
    const busy = (seconds: string): Answer => ({
      status: 503,
      headers: { 'retry-after': seconds },
    });
    const { client, waits } = await clientOf(
      busy('2'),
      busy('3600'),
      json('3.8.8'),
    );
    await client.version();
    expect(waits).toEqual([2000, 5000]);
  });

  it('tells how long Prefect wants to be left alone', async () => {
    const { client } = await clientOf({
      status: 429,
      headers: { 'retry-after': '30' },
    });
    await expect(client.version()).rejects.toMatchObject({
      retryAfterMs: 30_000,
    });
  });

  it('gives up after four tries', async () => {
    const { client, received } = await clientOf({ status: 503 });
    await expect(client.version()).rejects.toThrow(
      'Prefect (Production) is too busy or not reachable (status 503). Try again in a moment.',
    );
    expect(received).toHaveLength(4);
  });

  it('does not give a second time-out to what used up the first', async () => {
    const { client, received } = await clientOf('silence');
    await expect(client.version()).rejects.toThrow(
      /Prefect \(Production\) does not answer in time/,
    );
    expect(received).toHaveLength(1);
  });

  it('gives up in time although garbage is collected meanwhile', async () => {
    setFlagsFromString('--expose_gc');
    const collecting = setInterval(runInNewContext('gc'), 20);
    try {
      const { client } = await clientOf('silence');
      await expect(client.version()).rejects.toThrow(/does not answer in time/);
    } finally {
      clearInterval(collecting);
    }
  });

  it('tells an unreachable server from a wrong answer', async () => {
    const { client } = await clientOf({ body: '<h1>Sign in</h1>' });
    await expect(client.version()).rejects.toThrow(PrefectUpstreamError);
  });
});

describe('writing', () => {
  it('is sent once, whatever comes back', async () => {
    const { client, received } = await clientOf({ status: 503 });
    await expect(client.createFlowRun(DEPLOYMENT, {}, STAMP)).rejects.toThrow(
      PrefectUnreachableError,
    );
    expect(received).toHaveLength(1);
  });

  it('is sent again when Prefect itself says that it has done nothing', async () => {
    const busy = json({ exception_message: 'Service Unavailable' }, 503);
    const { client, received } = await clientOf(busy);
    await expect(client.pauseDeployment(DEPLOYMENT, STAMP)).rejects.toThrow(
      PrefectUnreachableError,
    );
    expect(received).toHaveLength(4);
  });

  it('is sent again while Prefect is busy when a key makes it one run', async () => {
    const { client, received } = await clientOf({ status: 503 });
    await expect(
      client.createFlowRun(DEPLOYMENT, { idempotency_key: 'once' }, STAMP),
    ).rejects.toThrow(PrefectUnreachableError);
    expect(received).toHaveLength(4);
  });

  it('is stamped with an id and a name in base64', async () => {
    const { client, received } = await clientOf(json({ id: RUN }, 201));
    await client.createFlowRun(DEPLOYMENT, {}, STAMP);
    const name = String(received[0].headers['prefect-automation-name']);
    expect(received[0].headers['prefect-automation-id']).toBe(STAMP.id);
    expect(Buffer.from(name, 'base64').toString('utf8')).toBe(
      STAMP.displayName,
    );
  });

  it('takes a conflict at creation for wrong parameters', async () => {
    const { client } = await clientOf(
      json(
        {
          detail: "Error creating flow run: Validation failed. 'x' is not int",
        },
        409,
      ),
    );
    const failure = client.createFlowRun(DEPLOYMENT, {}, STAMP);
    await expect(failure).rejects.toThrow(PrefectInvalidParametersError);
    await expect(failure).rejects.toThrow(/'x' is not int/);
  });

  it.each(['REJECT', 'ABORT', 'WAIT'])(
    'takes %s for a refusal although the status is 200',
    async status => {
      const { client } = await clientOf(
        json({ status, state: null, details: { reason: 'It has ended.' } }),
      );
      const failure = client.setState(RUN, { type: 'CANCELLING' }, STAMP);
      await expect(failure).rejects.toThrow(PrefectRefusedError);
      await expect(failure).rejects.toThrow('It has ended.');
    },
  );

  it('answers the state that Prefect accepted', async () => {
    const state = { id: RUN, type: 'CANCELLED', name: 'Cancelled' };
    const { client } = await clientOf(
      json({ status: 'ACCEPT', state, details: { type: 'accept_details' } }),
    );
    await expect(
      client.setState(RUN, { type: 'CANCELLING' }, STAMP),
    ).resolves.toMatchObject(state);
  });
});

describe('errors', () => {
  it.each([
    [401, PrefectCredentialRefusedError, 'PREFECT_CREDENTIAL_REFUSED'],
    [403, PrefectCredentialRefusedError, 'PREFECT_CREDENTIAL_REFUSED'],
    [404, PrefectNotFoundError, 'PREFECT_NOT_FOUND'],
    [409, PrefectConflictError, 'PREFECT_CONFLICT'],
    [422, PrefectInvalidParametersError, 'PREFECT_INVALID_PARAMETERS'],
    [500, PrefectUpstreamError, 'PREFECT_UPSTREAM_ERROR'],
    [503, PrefectUnreachableError, 'PREFECT_UNREACHABLE'],
  ])('%i becomes %p', async (status, kind, code) => {
    const { client } = await clientOf(json({}, status));
    const failure = client.pauseDeployment(DEPLOYMENT, STAMP);
    await expect(failure).rejects.toThrow(kind);
    await expect(failure).rejects.toMatchObject({ code });
  });

  it('keep what Prefect says to people', async () => {
    const { client } = await clientOf(
      json({ detail: 'Flow run not found' }, 404),
    );
    await expect(client.readRun(RUN)).rejects.toThrow('Flow run not found');
  });

  it('never repeat the request, which a 422 echoes, nor the credential', async () => {
    const { client } = await clientOf(
      json(
        {
          detail: [{ loc: ['body'], msg: 'bad', input: 'hunter2' }],
          exception_message: 'Invalid request received.',
          request_body: { parameters: { password: 'hunter2' } },
        },
        422,
      ),
    );
    const error: Error = await client
      .createFlowRun(DEPLOYMENT, { parameters: { password: 'hunter2' } }, STAMP)
      .then(
        () => new Error('It was accepted.'),
        reason => reason,
      );
    const everything = JSON.stringify(error, Object.getOwnPropertyNames(error));
    expect(everything).toContain('PREFECT_INVALID_PARAMETERS');
    expect(everything).not.toContain('hunter2');
    expect(everything).not.toContain('c2VjcmV0');
  });

  it('leave out a detail that is too long to be meant for people', async () => {
    const { client } = await clientOf(json({ detail: 'x'.repeat(501) }, 404));
    await expect(client.readRun(RUN)).rejects.toThrow(/may be deleted/);
  });
});
