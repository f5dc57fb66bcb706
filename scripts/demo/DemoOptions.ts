import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * Where Prefect comes from: started here, one server for production and one for
 * dev, or somebody's own.
 */
export type PrefectChoice =
  | { kind: 'started'; port: number; devPort: number }
  | { kind: 'own'; apiUrl: string; authString: string | undefined };

/** What was asked for on the command line. */
export interface DemoOptions {
  root: string;
  dataDir: string;
  portalPort: number;
  oidcPort: number;
  prefect: PrefectChoice;
  output: 'text' | 'json';
}

/** A command line that cannot be followed; the message says why. */
export class UsageError extends Error {}

export const USAGE = `npm start [-- OPTIONS]
Starts the portal with two real Prefect servers (production and dev), their workers, example flows and people to sign in as.

  --port N              port of the portal (7007)
  --prefect-port N      port of the Prefect server of production (4200)
  --prefect-dev-port N  port of the Prefect server of dev (4201)
  --oidc-port N         port of the identity provider (7009)
  --prefect-url URL     use this Prefect; none is started, nothing is deployed there
  --prefect-auth A      its auth string, as user:password
  --data-dir DIR        where everything is kept (.data)
  --json                print the result as JSON
  --help                show this`;

/** Reads the command line; `help` when that was asked for. Throws {@link UsageError}. */
export function readDemoOptions(
  args: string[],
  root: string,
): DemoOptions | 'help' {
  const values = parse(args);
  if (values.help) return 'help';
  if (values['prefect-auth'] && !values['prefect-url']) {
    throw new UsageError(
      '--prefect-auth belongs to --prefect-url: name the Prefect that it is for.',
    );
  }
  return {
    root,
    dataDir: resolve(root, values['data-dir'] ?? join(root, '.data')),
    portalPort: readPort('port', values.port ?? '7007'),
    oidcPort: readPort('oidc-port', values['oidc-port'] ?? '7009'),
    prefect: values['prefect-url']
      ? {
          kind: 'own',
          apiUrl: readApiUrl(values['prefect-url']),
          authString: values['prefect-auth'],
        }
      : {
          kind: 'started',
          port: readPort('prefect-port', values['prefect-port'] ?? '4200'),
          devPort: readPort(
            'prefect-dev-port',
            values['prefect-dev-port'] ?? '4201',
          ),
        },
    output: values.json ? 'json' : 'text',
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string' },
        'prefect-port': { type: 'string' },
        'prefect-dev-port': { type: 'string' },
        'oidc-port': { type: 'string' },
        'prefect-url': { type: 'string' },
        'prefect-auth': { type: 'string' },
        'data-dir': { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function readPort(option: string, text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new UsageError(
      `--${option} must be a port from 1 to 65535, not "${text}".`,
    );
  }
  return port;
}

/** With or without `/api` at its end, which is where Prefect's API lives. */
function readApiUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:/.test(text)) {
    throw new UsageError(
      `--prefect-url must be an http or https URL such as http://localhost:4200/api, not "${text}".`,
    );
  }
  const url = text.replace(/\/+$/, '');
  return url.endsWith('/api') ? url : `${url}/api`;
}
