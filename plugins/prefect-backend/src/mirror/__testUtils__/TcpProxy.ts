import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import type { Socket } from 'node:net';

/** Stands in front of a database that goes away and comes back. */
export class TcpProxy {
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  #mode: 'passing' | 'refusing' | 'silent' = 'passing';

  private constructor(target: {
    readonly host: string;
    readonly port: number;
  }) {
    this.#server = createServer(client => {
      this.#open.add(client);
      client.on('error', () => undefined);
      client.on('close', () => this.#open.delete(client));
      if (this.#mode === 'refusing') client.destroy();
      if (this.#mode !== 'passing') return;
      const server = connect(target);
      server.on('error', () => client.destroy());
      server.on('close', () => client.destroy());
      client.on('close', () => server.destroy());
      client.on('data', data => this.#pass(data, server));
      server.on('data', data => this.#pass(data, client));
    });
  }

  static async start(target: {
    readonly host: string;
    readonly port: number;
  }): Promise<TcpProxy> {
    const proxy = new TcpProxy(target);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** As a restart or a fail-over does: all connections end, new ones are good. */
  cut(): void {
    this.#open.forEach(socket => socket.destroy());
  }

  /** As a server that is down. */
  refuse(): void {
    this.#mode = 'refusing';
    this.cut();
  }

  /** As a network that swallows everything. */
  fallSilent(): void {
    this.#mode = 'silent';
  }

  heal(): void {
    this.#mode = 'passing';
    this.cut();
  }

  stop(): void {
    this.cut();
    this.#server.close();
  }

  #pass(data: Buffer, to: Socket): void {
    if (this.#mode === 'passing') to.write(data);
  }
}
