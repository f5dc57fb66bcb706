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
import { type RawData, WebSocket, WebSocketServer } from 'ws';

/** What happens to an event on its way. */
export type EventFate = 'lost' | 'doubled' | 'late' | 'passed';

/** How late a late event is: behind others, and within the time that Prefect takes for one. */
const LATE_MS = 400;

/**
 * Stands between the mirror and the real Prefect and does what networks and servers do:
 * loses, doubles and re-orders events, drops sockets, refuses connections, loses answers.
 */
export class FaultProxy {
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: () => 'prefect',
  });
  readonly #agent = new Agent({ keepAlive: true });
  readonly #target: URL;
  readonly #open = new Set<Socket>();
  readonly #pairs = new Set<WebSocket>();
  /** Decided for each event; what is not decided passes. */
  fateOf: () => EventFate = () => 'passed';
  #isCut = false;
  #answersToLose = 0;
  #requestsToRefuse = 0;

  private constructor(prefectApiUrl: string) {
    this.#target = new URL(prefectApiUrl);
    this.#server = createServer((incoming, answer) =>
      this.#forward(incoming, answer),
    );
    this.#server.on('connection', socket => {
      this.#open.add(socket);
      socket.on('close', () => this.#open.delete(socket));
    });
    this.#server.on('upgrade', (incoming, socket: Socket, head) => {
      if (this.#isCut) {
        socket.destroy();
        return;
      }
      this.#sockets.handleUpgrade(incoming, socket, head, client =>
        this.#relay(incoming, client),
      );
    });
  }

  static async start(prefectApiUrl: string): Promise<FaultProxy> {
    const proxy = new FaultProxy(prefectApiUrl);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get apiUrl(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}${this.#target.pathname}`;
  }

  async stop(): Promise<void> {
    this.cut();
    this.#agent.destroy();
    this.#server.close();
  }

  /** Without any fault from now on. */
  heal(): void {
    this.#isCut = false;
    this.#answersToLose = 0;
    this.#requestsToRefuse = 0;
    this.fateOf = () => 'passed';
  }

  /** Nothing passes until it is healed. */
  cut(): void {
    this.#isCut = true;
    this.dropSockets();
    this.#open.forEach(socket => socket.destroy());
  }

  /** Ends every WebSocket without a word. */
  dropSockets(): void {
    this.#pairs.forEach(socket => socket.terminate());
  }

  /** The next requests reach Prefect, and their answers nobody. */
  loseAnswers(count: number): void {
    this.#answersToLose = count;
  }

  /** The next requests are answered by 503. */
  refuse(count: number): void {
    this.#requestsToRefuse = count;
  }

  #forward(incoming: IncomingMessage, answer: ServerResponse): void {
    if (this.#isCut) {
      incoming.socket.destroy();
      return;
    }
    if (this.#requestsToRefuse > 0) {
      this.#requestsToRefuse -= 1;
      answer.writeHead(503).end();
      return;
    }
    const isLost = this.#answersToLose > 0;
    if (isLost) this.#answersToLose -= 1;
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
        if (isLost) {
          told.resume();
          incoming.socket.destroy();
          return;
        }
        answer.writeHead(told.statusCode ?? 502, told.headers);
        told.pipe(answer);
      },
    );
    outgoing.on('error', () => incoming.socket.destroy());
    incoming.pipe(outgoing);
  }

  #relay(incoming: IncomingMessage, client: WebSocket): void {
    const upstream = new WebSocket(
      `ws://${this.#target.host}${incoming.url}`,
      ['prefect'],
      { headers: pick(incoming.headers, 'authorization') },
    );
    const isOpen = once(upstream, 'open');
    isOpen.catch(() => client.terminate());
    const end = () => {
      this.#pairs.delete(client);
      client.terminate();
      upstream.terminate();
    };
    this.#pairs.add(client);
    for (const socket of [client, upstream]) {
      socket.on('close', end);
      socket.on('error', end);
    }
    client.on('message', data => {
      void isOpen.then(() => upstream.send(String(data))).catch(end);
    });
    upstream.on('message', data => this.#deliver(client, data));
  }

  #deliver(client: WebSocket, data: RawData): void {
    const text = String(data);
    const send = () => {
      if (client.readyState === WebSocket.OPEN) client.send(text);
    };
    const fate = text.startsWith('{"type":"event"') ? this.fateOf() : 'passed';
    switch (fate) {
      case 'lost':
        return;
      case 'late':
        setTimeout(send, LATE_MS);
        return;
      case 'doubled':
        send();
        setTimeout(send, LATE_MS);
        return;
      case 'passed':
        send();
        return;
      default:
        fate satisfies never;
    }
  }
}

function pick(
  headers: IncomingMessage['headers'],
  name: string,
): Record<string, string> {
  const value = headers[name];
  return typeof value === 'string' ? { [name]: value } : {};
}
