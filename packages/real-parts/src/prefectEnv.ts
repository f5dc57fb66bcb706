import { delimiter } from 'node:path';
import type { Python } from './ensurePython.ts';

/** How a Prefect program reaches a Prefect server. */
export interface PrefectAccess {
  /** Ends in `/api`. */
  apiUrl: string;
  /** `user:password`; none for a server without one. */
  authString?: string;
}

/**
 * The environment of a Prefect program: ours, without any Prefect settings of
 * whoever started us, and with a home of its own.
 */
export function prefectEnv(
  python: Python,
  home: string,
  access: PrefectAccess,
): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('PREFECT_') && !name.startsWith('PYTHON'),
  );
  return {
    ...Object.fromEntries(inherited),
    PATH: `${python.bin}${delimiter}${process.env.PATH ?? ''}`,
    PYTHONUNBUFFERED: '1',
    DO_NOT_TRACK: '1',
    PREFECT_HOME: home,
    PREFECT_API_URL: access.apiUrl,
    ...(access.authString && { PREFECT_API_AUTH_STRING: access.authString }),
    PREFECT_CLI_COLORS: 'false',
    PREFECT_CLI_WRAP_LINES: 'false',
  };
}

/** What REST calls to that server must carry. */
export const authHeaders = (access: PrefectAccess): Record<string, string> =>
  access.authString
    ? {
        authorization: `Basic ${Buffer.from(access.authString).toString(
          'base64',
        )}`,
      }
    : {};
