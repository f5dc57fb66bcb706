import { PrefectUnreachableError } from '@backstage-prefect/backstage-plugin-prefect-node';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Credential } from './Credential';
import type { PrefectSocket } from './Instances';

type SocketTarget = {
  readonly name: string;
  /** `http(s)://…/api` */
  readonly apiUrl: string;
  readonly path: '/events/out' | '/logs/out';
  readonly credential: Credential;
  /** How long the server may take to open, and then to answer; 10,000 ms unless told. */
  readonly patienceMs?: number;
};

const PATIENCE_MS = 10_000;
const PING_EVERY_MS = 15_000;
const LARGEST_MESSAGE_BYTES = 4 * 1024 * 1024;

const send = (socket: WebSocket, message: unknown) =>
  socket.send(JSON.stringify(message));

const typeOf = (message: unknown) =>
  typeof message === 'object' && message !== null && 'type' in message
    ? message.type
    : undefined;

/**
 * One of Prefect's sockets: subprotocol `prefect`, the credential in the first frame,
 * `auth_success` in return, then a filter, then messages (Prefect 3.8.8).
 */
export function openPrefectSocket(target: SocketTarget): PrefectSocket {
  return {
    async *messages(request, signal) {
      if (signal.aborted) return;
      const socket = connect(target);
      const close = () => socket.terminate();
      signal.addEventListener('abort', close, { once: true });
      const inbox = receive(socket);
      const watch = watchPeer(socket);
      try {
        await untilOpen(target, socket);
        send(socket, {
          type: 'auth',
          token: target.credential.token() ?? null,
        });
        await expectAuthenticated(target, { socket, inbox });
        send(socket, { type: 'filter', ...request });
        yield { type: 'subscribed' };
        for await (const message of inbox) {
          yield message;
        }
      } finally {
        clearInterval(watch);
        signal.removeEventListener('abort', close);
        socket.terminate();
      }
    },
  };
}

function connect({
  apiUrl,
  path,
  credential,
  patienceMs = PATIENCE_MS,
}: SocketTarget): WebSocket {
  const url = `${apiUrl.replace(/^http/, 'ws')}${path}`;
  return new WebSocket(url, ['prefect'], {
    headers: credential.headers(),
    handshakeTimeout: patienceMs,
    followRedirects: false,
    maxPayload: LARGEST_MESSAGE_BYTES,
  });
}

async function untilOpen({ name }: SocketTarget, socket: WebSocket) {
  try {
    await once(socket, 'open');
  } catch {
    // The cause may quote the upgrade request with its headers.
    throw new PrefectUnreachableError(
      `Prefect (${name}) does not open its event stream.`,
    );
  }
}

/** A server that is busy may open the socket and then say nothing for long. */
async function expectAuthenticated(
  { name, patienceMs = PATIENCE_MS }: SocketTarget,
  { socket, inbox }: { socket: WebSocket; inbox: AsyncIterator<unknown> },
) {
  let isLate = false;
  const giveUp = setTimeout(() => {
    isLate = true;
    socket.terminate();
  }, patienceMs);
  const first = await inbox.next().finally(() => clearTimeout(giveUp));
  if (!first.done && typeOf(first.value) === 'auth_success') return;
  throw new PrefectUnreachableError(
    isLate
      ? `Prefect (${name}) opens its event stream and does not answer on it.`
      : `Prefect (${name}) refuses the credential for its event stream.`,
  );
}

/** Messages in order, from this moment on, ended when the socket closes. */
function receive(socket: WebSocket): AsyncGenerator<unknown, void> {
  const waiting: unknown[] = [];
  let wake: () => void = () => undefined;
  let isClosed = false;
  const untilWoken = () =>
    new Promise<void>(resolve => {
      wake = resolve;
    });
  const end = () => {
    isClosed = true;
    wake();
  };
  socket.on('message', data => {
    try {
      waiting.push(JSON.parse(String(data)));
      wake();
    } catch {
      // Not Prefect, or not in its right mind: start again.
      socket.terminate();
    }
  });
  socket.on('close', end);
  socket.on('error', end);
  return (async function* inOrder() {
    for (;;) {
      while (waiting.length > 0) yield waiting.shift();
      if (isClosed) return;
      await untilWoken();
    }
  })();
}

/** Cuts a peer that has gone without a word: no pong between two pings. */
function watchPeer(socket: WebSocket): NodeJS.Timeout {
  let isAlive = true;
  socket.on('pong', () => {
    isAlive = true;
  });
  return setInterval(() => {
    if (!isAlive) {
      socket.terminate();
      return;
    }
    isAlive = false;
    if (socket.readyState === WebSocket.OPEN) socket.ping();
  }, PING_EVERY_MS).unref();
}
