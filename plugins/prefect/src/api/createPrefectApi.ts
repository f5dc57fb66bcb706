import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { operations } from './operations';
import { PortalError } from './PortalError';
import type { PrefectApi, RequestOptions } from './PrefectApi';

type Deps = { discoveryApi: DiscoveryApi; fetchApi: FetchApi };

/** The portal API over HTTP, as the signed-in person. */
export function createPrefectApi({ discoveryApi, fetchApi }: Deps): PrefectApi {
  const call =
    ([method, template]: readonly [string, string]) =>
    async (request: Record<string, unknown>, options?: RequestOptions) => {
      const { body, ...parameters } = request;
      const base = await discoveryApi.getBaseUrl('prefect');
      const answer = await fetchApi.fetch(
        `${base}${urlOf(template, parameters)}`,
        {
          method,
          signal: options?.signal,
          ...(body !== undefined && {
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          }),
        },
      );
      if (!answer.ok) {
        throw new PortalError(
          answer.status,
          await answer.json().catch(() => undefined),
        );
      }
      if (answer.status === 204) return undefined;
      return isJson(answer) ? answer.json() : answer.blob();
    };
  // The table has every operation, which `Object.fromEntries` cannot tell its type.
  return Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [
      name,
      call(operation),
    ]),
  ) as unknown as PrefectApi;
}

function isJson(answer: Response): boolean {
  const type = answer.headers.get('content-type') ?? '';
  return type.startsWith('application/json');
}

/** Fills the path's places and puts what is left into the query; lists are repeated. */
function urlOf(template: string, parameters: Record<string, unknown>): string {
  const rest = { ...parameters };
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(rest[name]);
    delete rest[name];
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(rest)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== '') query.append(name, String(each));
    }
  }
  return query.size > 0 ? `${path}?${query}` : path;
}
