import { mockCredentials } from '@backstage/backend-test-utils';
import type { PrefectSignal } from '@backstage-prefect/backstage-plugin-prefect-common';
import {
  freePort,
  Part,
  type Postgres,
  type Prefect,
  repoRoot,
} from '@backstage-prefect/real-parts';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';

/** What a replica is started with; all of one test share everything but the name. */
export type ReplicaOptions = {
  readonly name: string;
  /** Where its configuration and its log go. */
  readonly dir: string;
  readonly postgres: Postgres;
  readonly prefect: Prefect;
  readonly roles?: readonly string[];
  /** Folder of the policies. */
  readonly policies: string;
};

/** A backend in a process of its own. */
export type Replica = {
  /** Also the name of its connections in Postgres. */
  readonly name: string;
  readonly pid: number;
  /** Signals that its own subscriber got. */
  readonly signals: PrefectSignal[];
  /** Answers as it answers Mina, who owns everything, or Lena, who owns nothing. */
  ask(
    path: string,
    body?: object,
    who?: 'mina' | 'lena',
  ): Promise<{ status: number; body: any }>;
  /** Asks it to end. */
  stop(): Promise<void>;
  /** As a power cut would. */
  kill(): Promise<void>;
  /** Lets it sleep, and wakes it up. */
  pause(): void;
  wake(): void;
  logTail(lines?: number): string;
};

const READY_WITHIN_MS = 120_000;
const CHANNEL = 'prefect';

/** Starts a replica; it answers and has a subscriber of signals when this returns. */
export async function startReplica(options: ReplicaOptions): Promise<Replica> {
  const { name, dir } = options;
  await mkdir(dir, { recursive: true });
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const configFile = join(dir, `${name}.yaml`);
  await writeFile(configFile, JSON.stringify(configOf(options, port)));
  const part = await Part.start({
    name: `The backend ${name}`,
    command: process.execPath,
    args: [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      join(__dirname, 'replica.ts'),
      '--config',
      configFile,
    ],
    cwd: repoRoot(),
    env: { ...process.env, NODE_ENV: 'development', LOG_LEVEL: 'info' },
    logFile: join(dir, `${name}.log`),
    isReady: async () =>
      (
        await fetch(`${baseUrl}/.backstage/health/v1/readiness`)
      ).ok,
    readyWithinMs: READY_WITHIN_MS,
  });
  const signals: PrefectSignal[] = [];
  await subscribe(`${baseUrl}/api/signals`, signals);
  return {
    name,
    signals,
    pid: part.pid ?? 0,
    ask: (path, body, who = 'mina') =>
      ask(`${baseUrl}/api/prefect${path}`, { body, who }),
    stop: () => part.stop(),
    kill: () => part.kill(),
    pause: () => process.kill(part.pid ?? 0, 'SIGSTOP'),
    wake: () => process.kill(part.pid ?? 0, 'SIGCONT'),
    logTail: lines => part.logTail(lines),
  };
}

function configOf(
  { name, policies, postgres, prefect, roles }: ReplicaOptions,
  port: number,
) {
  const baseUrl = `http://127.0.0.1:${port}`;
  return {
    app: { baseUrl },
    backend: {
      baseUrl,
      listen: { host: '127.0.0.1', port },
      database: {
        client: 'pg',
        pluginDivisionMode: 'schema',
        connection: {
          connectionString: postgres.url,
          application_name: name,
        },
      },
    },
    prefect: {
      ...(roles && { roles }),
      instances: {
        production: {
          url: prefect.apiUrl,
          environment: 'production',
          authString: prefect.authString,
        },
      },
      mirror: { reconcileSeconds: 5 },
      bindings: { refreshSeconds: 2 },
      policies: { folder: policies },
    },
  };
}

async function ask(
  url: string,
  { body, who }: { body: object | undefined; who: string },
) {
  const response = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: mockCredentials.user.header(`user:default/${who}`),
      'content-type': 'application/json',
    },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : undefined };
}

/** The first request only makes the signals backend listen, and is never answered. */
async function subscribe(url: string, into: PrefectSignal[]): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    const socket = new WebSocket(url.replace(/^http/, 'ws'), {
      handshakeTimeout: 1_000,
    });
    const isOpen = await new Promise<boolean>(resolve => {
      socket.once('open', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    if (isOpen) {
      socket.on('error', () => undefined);
      socket.on('message', data => {
        const { channel, message } = JSON.parse(String(data));
        if (channel === CHANNEL) into.push(message);
      });
      socket.send(JSON.stringify({ action: 'subscribe', channel: CHANNEL }));
      return;
    }
    await delay(250);
  }
  throw new Error(`${url} takes no subscriber`);
}
