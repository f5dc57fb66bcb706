import { once } from 'node:events';
import {
  Agent,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

/** So many bytes may wait to be sent before whoever sends waits. */
const MOST_WAITING = 1_000_000;
const EVENTS = '/events/out';

/**
 * Stands between a portal and its Prefect and counts what is asked. It can tell events
 * faster than a Prefect on the same machine ever could.
 */
export class PrefectRelay {
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: () => 'prefect',
  });
  readonly #agent = new Agent({ keepAlive: true });
  readonly #target: URL;
  readonly #subscribers = new Set<WebSocket>();
  #requests = 0;

  private constructor(prefectApiUrl: string) {
    this.#target = new URL(prefectApiUrl);
    this.#server = createServer((incoming, answer) =>
      this.#forward(incoming, answer),
    );
    this.#server.on('upgrade', (incoming, socket: Socket, head) => {
      this.#sockets.handleUpgrade(incoming, socket, head, client =>
        this.#join(incoming, client),
      );
    });
  }

  static async start(prefectApiUrl: string): Promise<PrefectRelay> {
    const relay = new PrefectRelay(prefectApiUrl);
    relay.#server.listen(0, '127.0.0.1');
    await once(relay.#server, 'listening');
    return relay;
  }

  get apiUrl(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}${this.#target.pathname}`;
  }

  /** Requests of the portal so far. */
  get requests(): number {
    return this.#requests;
  }

  /** Subscriptions to Prefect's events that are open now. */
  get subscriptions(): number {
    return this.#subscribers.size;
  }

  /** Tells every subscriber these events, as fast as they are taken. */
  async tell(events: Iterable<object>): Promise<void> {
    for (const event of events) {
      const text = JSON.stringify({ type: 'event', event });
      for (const subscriber of this.#subscribers) {
        subscriber.send(text);
        if (subscriber.bufferedAmount > MOST_WAITING) await flushed(subscriber);
      }
    }
  }

  stop(): void {
    this.#sockets.clients.forEach(client => client.terminate());
    this.#agent.destroy();
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #forward(incoming: IncomingMessage, answer: ServerResponse): void {
    this.#requests += 1;
    const outgoing = request(
      {
        agent: this.#agent,
        host: this.#target.hostname,
        port: this.#target.port,
        method: incoming.method,
        path: incoming.url,
        headers: incoming.headers,
      },
      told => {
        answer.writeHead(told.statusCode ?? 502, told.headers);
        told.pipe(answer);
      },
    );
    outgoing.on('error', () => incoming.socket.destroy());
    incoming.pipe(outgoing);
  }

  /** Passes what client and Prefect tell each other, the handshake too. */
  #join(incoming: IncomingMessage, client: WebSocket): void {
    const upstream = new WebSocket(
      `ws://${this.#target.host}${incoming.url}`,
      ['prefect'],
      { headers: { authorization: incoming.headers.authorization ?? '' } },
    );
    const opened = once(upstream, 'open');
    opened.catch(() => client.terminate());
    const end = () => {
      this.#subscribers.delete(client);
      client.terminate();
      upstream.terminate();
    };
    for (const socket of [client, upstream]) {
      socket.on('close', end);
      socket.on('error', end);
    }
    if (incoming.url?.endsWith(EVENTS)) this.#subscribers.add(client);
    client.on('message', data => {
      void opened.then(() => upstream.send(String(data))).catch(end);
    });
    upstream.on('message', data => client.send(String(data)));
  }
}

async function flushed(socket: WebSocket): Promise<void> {
  while (socket.bufferedAmount > 0 && socket.readyState === WebSocket.OPEN) {
    await new Promise(setImmediate);
  }
}
