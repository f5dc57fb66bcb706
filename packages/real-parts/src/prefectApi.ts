import { setTimeout as delay } from 'node:timers/promises';
import { PartError } from './PartError.ts';
import { authHeaders, type PrefectAccess } from './prefectEnv.ts';

/** On SQLite Prefect is busy now and then, above all after the start; its clients retry. */
const BUSY = 503;
const TRIES = 40;
const WAIT_MS = 250;

/** The answer of Prefect's REST API to a POST; `undefined` for a conflict (409). */
export async function postToPrefect<T>(
  prefect: PrefectAccess,
  path: string,
  body: object,
): Promise<T | undefined> {
  let response = await post(prefect, path, body);
  for (let tries = 1; response.status === BUSY && tries < TRIES; tries++) {
    await delay(WAIT_MS);
    response = await post(prefect, path, body);
  }
  if (response.status === 409) return undefined;
  if (!response.ok) {
    throw new PartError('Prefect', `answered ${response.status} to ${path}`);
  }
  return (await response.json()) as T;
}

function post(
  prefect: PrefectAccess,
  path: string,
  body: object,
): Promise<Response> {
  return fetch(`${prefect.apiUrl}${path}`, {
    method: 'POST',
    headers: { ...authHeaders(prefect), 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
