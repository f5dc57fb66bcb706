import createFetchClient, { type Client } from 'openapi-fetch';
import {
  errorOfAnswer,
  PrefectCredentialRefusedError,
  PrefectUnreachableError,
  PrefectUpstreamError,
} from './errors';
import type { paths } from './generated/prefect';
import type { PrefectConnection } from './PrefectConnection';

/** Whether a request may be sent again when nobody knows what became of it. */
type Repeatable = 'read' | 'write' | 'idempotent write';

export type Transport = {
  /** The answer of Prefect, parsed; what is no success throws a typed error. */
  read<T>(send: Send<T>): Promise<T>;
  write<T>(send: Send<T>): Promise<T>;
  /** A write that has the same effect however often it is sent. */
  writeIdempotent<T>(send: Send<T>): Promise<T>;
};

type Send<T> = (
  api: Client<paths>,
) => Promise<{ data?: T; error?: unknown; response: Response }>;

const TRIES = 4;
const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5_000;

/** Requests to one Prefect: credential, time-out, bounded retries of what may be repeated, typed errors. */
export function createTransport(connection: PrefectConnection): Transport {
  const api = createFetchClient<paths>({
    baseUrl: connection.apiUrl,
    fetch: request => sendOnce(connection, request),
  });

  const ask = async <T>(send: Send<T>, kind: Repeatable): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      const outcome = await attemptOnce(connection, () => send(api));
      if ('data' in outcome) return outcome.data;
      if (attempt >= TRIES || !mayRepeat(outcome, kind)) throw outcome.error;
      await connection.sleep(
        outcome.waitMs ?? backOff(attempt, connection.random),
      );
    }
  };
  return {
    read: send => ask(send, 'read'),
    write: send => ask(send, 'write'),
    writeIdempotent: send => ask(send, 'idempotent write'),
  };
}

async function sendOnce(
  connection: PrefectConnection,
  request: Request,
): Promise<Response> {
  for (const [name, value] of Object.entries(await connection.headers())) {
    request.headers.set(name, value);
  }
  return connection.fetch(
    // A redirect would carry the credential to wherever it points.
    new Request(request, { redirect: 'error' }),
    // Not in the request: while it is under way Node lets it be garbage, and with it the
    // time-out.
    { signal: AbortSignal.timeout(connection.timeoutMs) },
  );
}

type Failure = {
  readonly error: Error;
  /** Whether Prefect itself says that it has done nothing. */
  readonly isUndone?: boolean;
  /** Whether the same request may succeed in a moment. */
  readonly mayPass: boolean;
  /** How long Prefect asks to wait, ms. */
  readonly waitMs?: number;
};
type Outcome<T> = { readonly data: T } | Failure;

async function attemptOnce<T>(
  { name }: PrefectConnection,
  send: () => ReturnType<Send<T>>,
): Promise<Outcome<T>> {
  try {
    const { data, error, response } = await send();
    if (response.ok) return { data: data as T };
    const waitMs = retryAfterMs(response);
    const failure = errorOfAnswer(name, {
      status: response.status,
      body: error,
      retryAfterMs: waitMs,
    });
    return {
      error: failure,
      mayPass: failure instanceof PrefectUnreachableError,
      isUndone: isOwnBusyAnswer(response.status, error),
      waitMs: waitMs && Math.min(waitMs, LONGEST_WAIT_MS),
    };
  } catch (error) {
    return failureOf(name, error);
  }
}

function mayRepeat({ mayPass, isUndone }: Failure, kind: Repeatable): boolean {
  return mayPass && (kind !== 'write' || isUndone === true);
}

/**
 * What Prefect answers when its database was locked and it rolled back; its own clients
 * send again then (3.8.8). A proxy's 503 has another body, and nobody knows what it means.
 */
function isOwnBusyAnswer(status: number, body: unknown): boolean {
  return (
    status === 503 &&
    typeof body === 'object' &&
    body !== null &&
    'exception_message' in body
  );
}

/** By name: an error of the platform may be of another realm than ours. */
const isNamed = (error: unknown, name: string) =>
  typeof error === 'object' &&
  error !== null &&
  'name' in error &&
  error.name === name;

/** The cause is left out on purpose: it may quote the request with its headers. */
function failureOf(name: string, error: unknown): Failure {
  // The credential itself could not be read.
  if (error instanceof PrefectCredentialRefusedError) {
    return { error, mayPass: false };
  }
  if (isNamed(error, 'SyntaxError')) {
    return {
      error: new PrefectUpstreamError(
        `Prefect (${name}) answers something that is no JSON. Check that prefect.instances names Prefect's API and not a proxy's sign-in page.`,
      ),
      mayPass: false,
    };
  }
  // A request that has used up its time is not given as much again.
  const isTimeout = isNamed(error, 'TimeoutError');
  return {
    error: new PrefectUnreachableError(
      `Prefect (${name}) does not answer ${
        isTimeout ? 'in time' : 'at all'
      }. What was there before stays readable.`,
    ),
    mayPass: !isTimeout,
  };
}

function retryAfterMs(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}

/** Full jitter, so that many readers do not come back at the same moment. */
function backOff(attempt: number, random: () => number): number {
  const ceiling = Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_WAIT_MS);
  return Math.round(random() * ceiling);
}
