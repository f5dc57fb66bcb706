import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it reached the server. */
export type Received = {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** What the server says to a request; `silence` never answers. */
export type Answer =
  | 'silence'
  | {
      readonly status?: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
    };

/** A server that gives the answers in turn, the last one for ever. */
export type Upstream = {
  readonly apiUrl: string;
  readonly received: Received[];
  close(): Promise<void>;
};

export const json = (value: unknown, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

export async function startUpstream(
  ...answers: readonly [Answer, ...Answer[]]
): Promise<Upstream> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push({
      method: request.method,
      path: request.url,
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    });
    const answer = answers[Math.min(received.length, answers.length) - 1];
    if (answer === 'silence') return;
    response.writeHead(answer.status ?? 200, answer.headers).end(answer.body);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    apiUrl: `http://127.0.0.1:${port}/api`,
    received,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
