import { setTimeout as delay } from 'node:timers/promises';
import { PartError } from './PartError.ts';
import { authHeaders, type PrefectAccess } from './prefectEnv.ts';

/** On SQLite Prefect is busy now and then, above all after the start; its clients retry. */
const BUSY = 503;
const TRIES = 40;
const WAIT_MS = 250;

/**
 * The answer of Prefect's REST API, to a POST where there is a body; null when it answers
 * with nothing.
 *
 * @throws PartError when Prefect refuses it
 */
export async function askPrefect<T>(
  prefect: PrefectAccess,
  path: string,
  body?: object,
): Promise<T> {
  return read(await send(prefect, path, body), path);
}

/** The answer of Prefect's REST API to a POST; `undefined` for a conflict (409). */
export async function postToPrefect<T>(
  prefect: PrefectAccess,
  path: string,
  body: object,
): Promise<T | undefined> {
  const response = await send(prefect, path, body);
  return response.status === 409 ? undefined : read(response, path);
}

async function send(
  prefect: PrefectAccess,
  path: string,
  body: object | undefined,
): Promise<Response> {
  for (let tries = 1; ; tries++) {
    const response = await fetch(`${prefect.apiUrl}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { ...authHeaders(prefect), 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    if (response.status !== BUSY || tries === TRIES) return response;
    await delay(WAIT_MS);
  }
}

async function read<T>(response: Response, path: string): Promise<T> {
  if (!response.ok) {
    throw new PartError('Prefect', `answered ${response.status} to ${path}`);
  }
  return JSON.parse((await response.text()) || 'null') as T;
}
