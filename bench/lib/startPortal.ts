import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Company } from './Company.ts';
import { forkHost } from './forkHost.ts';
import type {
  BoundComponent,
  FromPortal,
  PortalOptions,
} from './host/PortalOptions.ts';

/** A portal in a process of its own. */
export type BenchPortal = {
  readonly startedAt: number;
  /** What the portal's API answers to a person; an answer that is no success throws. */
  ask<T>(path: string): Promise<T>;
  /** Settles when it has read all of Prefect and bound so many deployments. */
  untilCurrent(deployments: number): Promise<void>;
  /** States that events told and that are stored by now. */
  readonly folded: number;
  /** Where it answers, `http://127.0.0.1:7007`. */
  readonly baseUrl: string;
  /** Memory of its process in MB (Linux), now or at its highest. */
  memoryMB(field: 'VmRSS' | 'VmHWM'): number;
  /** Seconds that its process has used a processor. */
  cpuSeconds(): number;
  stop(): Promise<void>;
};

const CURRENT_WITHIN_MS = 60 * 60_000;
const TICKS_PER_SECOND = 100;

/** Starts a portal; its API answers when this returns. */
export async function startPortal(
  options: PortalOptions,
): Promise<BenchPortal> {
  const child = await forkHost('portalHost.ts', options);
  const startedAt = Date.now();
  let folded = 0;
  const ready = await new Promise<FromPortal & { kind: 'ready' }>(
    (resolve, reject) => {
      child.on('message', (message: FromPortal) => {
        if (message.kind === 'ready') resolve(message);
        else if (message.kind === 'folded') folded += message.count;
      });
      child.on('exit', () => reject(new Error('The portal ended.')));
    },
  );
  const { port, authorization } = ready;
  const baseUrl = `http://127.0.0.1:${port}`;
  const ask = async <T>(path: string): Promise<T> => {
    const answer = await fetch(`${baseUrl}/api/prefect${path}`, {
      headers: { authorization },
    });
    if (!answer.ok) {
      throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    }
    return (await answer.json()) as T;
  };
  return {
    startedAt,
    ask,
    untilCurrent: deployments => untilCurrent(ask, deployments),
    baseUrl,
    get folded() {
      return folded;
    },
    memoryMB: field => memoryOf(child, field),
    cpuSeconds: () => cpuSecondsOf(child),
    stop: async () => {
      child.kill('SIGKILL');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

/** The components of a company, each owned by one of forty teams. */
export function componentsOf(company: Company): BoundComponent[] {
  return company.components.map(({ name, deployments }, index) => ({
    name,
    owner: `group:default/team-${index % 40}`,
    deployments: deployments.map(number => {
      const { flow, name: deployment } = company.deployments[number];
      return `${flow}/${deployment}`;
    }),
  }));
}

async function untilCurrent(
  ask: BenchPortal['ask'],
  deployments: number,
): Promise<void> {
  for (const end = Date.now() + CURRENT_WITHIN_MS; Date.now() < end; ) {
    if (await isCurrent(ask)) {
      await untilBound(ask, deployments);
      return;
    }
    await delay(250);
  }
  throw new Error('The portal did not read all of Prefect in time.');
}

/** A portal that is busy with what it reads may let a connection go (undici's TypeError). */
async function isCurrent(ask: BenchPortal['ask']): Promise<boolean> {
  try {
    const { items } = await ask<{
      items: { freshness: { state: string } }[];
    }>('/instances');
    return items.every(({ freshness }) => freshness.state === 'current');
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** A deployment is shown when the catalog has been asked about it. */
async function untilBound(
  ask: BenchPortal['ask'],
  deployments: number,
): Promise<void> {
  for (;;) {
    const { totalCount } = await ask<{ totalCount: number }>(
      '/deployments?limit=1',
    );
    if (totalCount >= deployments) return;
    await delay(250);
  }
}

function memoryOf({ pid }: ChildProcess, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kiB = Number(
    new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1],
  );
  return Math.round((kiB * 1024) / 1e6);
}

function cpuSecondsOf({ pid }: ChildProcess): number {
  // Behind the name of the program, which may have spaces, come the numbered fields.
  const [, fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [user, system] = fields.split(' ').slice(11, 13).map(Number);
  return (user + system) / TICKS_PER_SECOND;
}
