import { createServer, type AddressInfo } from 'node:net';

/** Ports handed out lately: a part takes a moment until it listens on its own. */
const handedOut = new Set<number>();

/** A TCP port on 127.0.0.1 that is free and was not handed out before. */
export async function freePort(): Promise<number> {
  const port = await tryPort(0);
  if (port === undefined || handedOut.has(port)) return freePort();
  handedOut.add(port);
  return port;
}

/** Whether a server could listen on this port of 127.0.0.1 now. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await tryPort(port)) !== undefined;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const taken = (server.address() as AddressInfo).port;
      server.close(() => resolve(taken));
    });
  });
}
