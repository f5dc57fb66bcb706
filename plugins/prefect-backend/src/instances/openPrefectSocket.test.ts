import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { type WebSocket, WebSocketServer } from 'ws';
import { createCredential } from './Credential';
import { openPrefectSocket } from './openPrefectSocket';

type Frame = Record<string, unknown>;

const AUTH_STRING = 'admin:geheim';
const FILTER = { filter: { event: { prefix: ['prefect.flow-run.'] } } };

/** Speaks as Prefect 3.8.8 does: authentication, a filter, then what `tell` sends. */
async function startPeer(tell: (socket: WebSocket) => void) {
  const frames: Frame[] = [];
  const requests: { url?: string; protocol: string }[] = [];
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket, { url }) => {
    requests.push({ url, protocol: socket.protocol });
    socket.on('message', data => {
      const frame: Frame = JSON.parse(String(data));
      frames.push(frame);
      if (frame.type === 'auth') {
        if (frame.token === AUTH_STRING) {
          socket.send(JSON.stringify({ type: 'auth_success' }));
        } else {
          socket.close(1008, 'Invalid token');
        }
      } else {
        tell(socket);
      }
    });
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { apiUrl: `http://127.0.0.1:${port}/api`, server, frames, requests };
}

const targetOf = (apiUrl: string, secret = AUTH_STRING) => ({
  name: 'Production',
  apiUrl,
  path: '/events/out' as const,
  credential: createCredential({
    credential: {
      kind: 'authString',
      secret: { from: 'value', value: secret },
    },
    headers: {},
  }),
});

const socketTo = (apiUrl: string, secret?: string) =>
  openPrefectSocket(targetOf(apiUrl, secret));

async function collect(messages: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const message of messages) all.push(message);
  return all;
}

describe("one of Prefect's sockets", () => {
  const servers: WebSocketServer[] = [];
  const peer = async (tell: (socket: WebSocket) => void) => {
    const started = await startPeer(tell);
    servers.push(started.server);
    return started;
  };
  afterEach(() => {
    for (const server of servers.splice(0)) {
      for (const client of server.clients) client.terminate();
      server.close();
    }
  });

  it('authenticates, asks, and yields every message until the peer closes', async () => {
    const { apiUrl, frames, requests } = await peer(socket => {
      for (const n of [1, 2, 3]) socket.send(JSON.stringify({ n }));
      socket.close();
    });
    const messages = socketTo(apiUrl).messages(
      FILTER,
      new AbortController().signal,
    );
    expect(await collect(messages)).toEqual([
      { type: 'subscribed' },
      { n: 1 },
      { n: 2 },
      { n: 3 },
    ]);
    expect(requests).toEqual([{ url: '/api/events/out', protocol: 'prefect' }]);
    expect(frames).toEqual([
      { type: 'auth', token: AUTH_STRING },
      { type: 'filter', ...FILTER },
    ]);
  });

  it('says that the credential is refused, without the credential', async () => {
    const { apiUrl } = await peer(() => undefined);
    const messages = socketTo(apiUrl, 'admin:wrong').messages(
      FILTER,
      new AbortController().signal,
    );
    await expect(collect(messages)).rejects.toThrow(
      'Prefect (Production) refuses the credential for its event stream.',
    );
  });

  it('does not wait for ever for a peer that opens and says nothing', async () => {
    const silent = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    servers.push(silent);
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const messages = openPrefectSocket({
      ...targetOf(`http://127.0.0.1:${port}/api`),
      patienceMs: 50,
    }).messages(FILTER, new AbortController().signal);
    await expect(collect(messages)).rejects.toThrow(
      'Prefect (Production) opens its event stream and does not answer on it.',
    );
  });

  it('says that nobody listens', async () => {
    const { apiUrl, server } = await peer(() => undefined);
    server.close();
    const messages = socketTo(apiUrl).messages(
      FILTER,
      new AbortController().signal,
    );
    await expect(collect(messages)).rejects.toThrow(
      'Prefect (Production) does not open its event stream.',
    );
  });

  it('ends and hangs up when it is told to stop', async () => {
    const { apiUrl, server } = await peer(socket => socket.send('{"n":1}'));
    const stop = new AbortController();
    const all: unknown[] = [];
    for await (const message of socketTo(apiUrl).messages(
      FILTER,
      stop.signal,
    )) {
      all.push(message);
      if (all.length === 2) stop.abort();
    }
    expect(all).toEqual([{ type: 'subscribed' }, { n: 1 }]);
    const [client] = server.clients;
    if (client) await once(client, 'close');
    expect(server.clients.size).toBe(0);
  });

  it('does not start when it was told to stop before', async () => {
    const { apiUrl, requests } = await peer(() => undefined);
    const messages = socketTo(apiUrl).messages(FILTER, AbortSignal.abort());
    await expect(collect(messages)).resolves.toEqual([]);
    expect(requests).toEqual([]);
  });

  it('hangs up on a peer that does not speak JSON', async () => {
    const { apiUrl } = await peer(socket => socket.send('<html>'));
    const messages = socketTo(apiUrl).messages(
      FILTER,
      new AbortController().signal,
    );
    expect(await collect(messages)).toEqual([{ type: 'subscribed' }]);
  });
});
