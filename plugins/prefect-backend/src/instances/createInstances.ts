import {
  createPrefectClient,
  type PrefectClient,
  PrefectNotFoundError,
} from '@backstage-prefect/backstage-plugin-prefect-node';
import { setTimeout as delay } from 'node:timers/promises';
import { Agent, type Dispatcher } from 'undici';
import { createCredential, type Credential } from './Credential';
import type { Instance, InstanceId, Instances } from './Instances';
import type { InstanceSettings } from './InstanceSettings';
import { openPrefectSocket } from './openPrefectSocket';

type Line = {
  readonly instance: Instance;
  readonly client: PrefectClient;
  readonly credential: Credential;
  readonly pool: Agent;
};

const CONNECTIONS = 16;

/** The configured instances, each with a connection pool of its own. */
export function createInstances(
  settings: readonly InstanceSettings[],
): Instances {
  const lines = new Map(
    settings.map(each => [each.instance.id, createLine(each)]),
  );
  const lineOf = (id: string): Line => {
    const line = lines.get(id as InstanceId);
    if (line) return line;
    throw new PrefectNotFoundError(
      `There is no Prefect instance "${id}". Known are ${[...lines.keys()].join(
        ', ',
      )}.`,
    );
  };
  return {
    list: () => [...lines.values()].map(line => line.instance),
    find: id => lines.get(id as InstanceId)?.instance,
    get: id => lineOf(id).instance,
    reader: id => lineOf(id).client,
    client: id => lineOf(id).client,
    openSocket: (id, path) => {
      const { instance, credential } = lineOf(id);
      const { apiUrl, title: name } = instance;
      return openPrefectSocket({ name, apiUrl, path, credential });
    },
    close: async () => {
      await Promise.all([...lines.values()].map(line => line.pool.destroy()));
    },
  };
}

/** Node's fetch takes a dispatcher, which the web's types do not know. */
const through = (dispatcher: Dispatcher): RequestInit =>
  ({ dispatcher } as RequestInit);

function createLine(settings: InstanceSettings): Line {
  const { instance, timeoutMs } = settings;
  const credential = createCredential(settings);
  const pool = new Agent({ connections: CONNECTIONS });
  const client = createPrefectClient({
    name: instance.title,
    apiUrl: instance.apiUrl,
    headers: credential.headers,
    timeoutMs,
    fetch: (request, init) => fetch(request, { ...init, ...through(pool) }),
    sleep: ms => delay(ms),
    random: Math.random,
  });
  return { instance, client, credential, pool };
}
