import { PartError } from './PartError.ts';
import { authHeaders, type PrefectAccess } from './prefectEnv.ts';

/** The answer of Prefect's REST API to a POST; `undefined` for a conflict (409). */
export async function postToPrefect<T>(
  prefect: PrefectAccess,
  path: string,
  body: object,
): Promise<T | undefined> {
  const response = await fetch(`${prefect.apiUrl}${path}`, {
    method: 'POST',
    headers: { ...authHeaders(prefect), 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.status === 409) return undefined;
  if (!response.ok) {
    throw new PartError('Prefect', `answered ${response.status} to ${path}`);
  }
  return (await response.json()) as T;
}
