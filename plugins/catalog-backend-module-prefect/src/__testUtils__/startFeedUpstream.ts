import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the upstream answers to a path with its query: a JSON body, or a status. */
export type Answers = (path: string) => unknown;

/** A Prefect backend plugin of which only the answers are made up. */
export type FeedUpstream = {
  readonly baseUrl: string;
  /** What was asked, in order: path and query. */
  readonly asked: string[];
  readonly credentials: Set<string | undefined>;
  stop(): Promise<void>;
};

/** Starts a server that answers over HTTP as the Prefect backend plugin would. */
export async function startFeedUpstream(
  answers: Answers,
): Promise<FeedUpstream> {
  const asked: string[] = [];
  const credentials = new Set<string | undefined>();
  const server = createServer((req: IncomingMessage, res) => {
    const path = (req.url ?? '').replace(/^\/api\/prefect/, '');
    asked.push(path);
    credentials.add(req.headers.authorization);
    const answer = answers(path);
    res.statusCode = typeof answer === 'number' ? answer : 200;
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify(answer));
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/api/prefect`,
    asked,
    credentials,
    stop: () => close(server),
  };
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
