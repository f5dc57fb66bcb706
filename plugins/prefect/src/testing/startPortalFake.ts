import type {
  FieldError,
  PortalOperations,
  PrefectErrorBody,
  PrefectErrorCode,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { operations } from '../api/operations';
import type { PrefectApi, Request } from '../api/PrefectApi';
import {
  aLedgerPage,
  aLedgerState,
  anInstance,
  aSchedulePage,
  inMinutes,
  minutesAgo,
  noAccessOffer,
} from './fixtures';

/** Where the backend of the test app is. */
export const BACKEND_URL = 'http://localhost:7007';

type Operation = keyof PortalOperations;

type Answer<O extends Operation> = Awaited<ReturnType<PrefectApi[O]>>;

/** A request as it came over the wire. */
export type Asked<O extends Operation> = {
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Request<O> extends { body: infer Body } ? Body : undefined;
};

/** How the backend refuses; it does not answer (503) unless told. */
export type Failure = {
  readonly status?: number;
  readonly code?: PrefectErrorCode;
  readonly message?: string;
  readonly fields?: FieldError[];
};

/** The backend's portal API, in the hand of a test. */
export type PortalFake = {
  /** Answers from now on; a function gets what was asked. */
  answers<O extends Operation>(
    operation: O,
    answer: Answer<O> | ((asked: Asked<O>) => Answer<O>),
  ): void;
  /** Fails from now on. */
  fails(operation: Operation, failure?: Failure): void;
  /** Refuses from now on, by a policy. */
  denies(operation: Operation, reason?: string): void;
  /** From now on it is not there, was deleted or may not be seen. */
  hides(operation: Operation): void;
  /** Keeps back what it would answer, for ever or until the returned function is called. */
  holds(operation: Operation): () => void;
  /** All that was asked of an operation, oldest first. */
  asked<O extends Operation>(operation: O): readonly Asked<O>[];
};

type Behaviour = (asked: Asked<Operation>) => Response | Promise<Response>;

const reply = (answer: unknown): Response => {
  if (answer === undefined) return new HttpResponse(null, { status: 204 });
  return answer instanceof Blob
    ? new HttpResponse(answer, { headers: { 'content-type': answer.type } })
    : HttpResponse.json(answer as object);
};

const failing =
  ({
    status = 503,
    code = 'PREFECT_UNREACHABLE',
    message = 'production does not answer.',
    fields,
  }: Failure): Behaviour =>
  () => {
    const error = { name: 'Error', message, code, fields };
    return HttpResponse.json({ error } satisfies PrefectErrorBody, { status });
  };

const UNKNOWN: Failure = {
  status: 404,
  code: 'PREFECT_NOT_FOUND',
  message: 'It is not there.',
};

const EMPTY: { readonly [O in Operation]?: Behaviour } = Object.fromEntries(
  Object.entries({
    listInstances: { items: [anInstance()] },
    getFacets: { owners: [], entities: [], tags: [], deployments: [] },
    getOverview: {
      attention: [],
      running: [],
      upcoming: { count: 0, items: [] },
      teams: [],
    },
    listDeployments: { items: [], totalCount: 0, nextCursor: null },
    getOwnershipHealth: {
      items: [],
      totalCount: 0,
      nextCursor: null,
      counts: { problems: [], instances: [], owners: [] },
    },
    compareEnvironments: { items: [], nextCursor: null },
    listRuns: { items: [], totalCount: 0, nextCursor: null },
    getRunHistory: { items: [] },
    getCharts: { items: [], nextCursor: null },
    listRunStates: { items: [] },
    listRunTasks: { items: [], truncated: false },
    listRunLogs: { lines: [], next: 0, complete: false },
    listRunArtifacts: { items: [] },
    listSchedules: aSchedulePage([]),
    getPoolLoad: {
      now: minutesAgo(0),
      since: minutesAgo(180),
      until: inMinutes(1_440),
      items: [],
    },
    previewSchedule: { items: [] },
    listLedger: aLedgerPage([]),
    getLedgerState: aLedgerState(),
    getPolicies: { version: null, problem: null, items: [] },
    getAccessOffer: noAccessOffer(),
    listEntitled: { items: [] },
    listGrants: { items: [], nextCursor: null },
    setSchedulePaused: undefined,
    editSchedule: undefined,
    setDeploymentPaused: undefined,
  } satisfies { [O in Operation]?: Answer<O> }).map(([operation, answer]) => [
    operation,
    () => reply(answer),
  ]),
);

/**
 * Starts a portal for the tests of a file, to be called at its top. Every test begins with
 * one that knows nothing: one instance that is current, empty lists, and nothing else there.
 */
export function startPortalFake(): PortalFake {
  const behaviours = new Map<Operation, Behaviour>();
  const asked: { operation: Operation; request: Asked<Operation> }[] = [];
  const held = new Set<() => void>();
  const behaviourOf = (operation: Operation) =>
    behaviours.get(operation) ?? EMPTY[operation] ?? failing(UNKNOWN);

  const handlers = Object.entries(operations).map(
    ([name, [method, template]]) =>
      http.all(
        `${BACKEND_URL}/api/prefect${template.replace(/\{(\w+)\}/g, ':$1')}`,
        async ({ request, params }) => {
          if (request.method !== method) return undefined;
          const operation = name as Operation;
          const text = await request.text();
          const entry = {
            path: { ...params } as Record<string, string>,
            query: new URL(request.url).searchParams,
            body: text === '' ? undefined : JSON.parse(text),
          };
          asked.push({ operation, request: entry });
          return behaviourOf(operation)(entry);
        },
      ),
  );
  registerMswTestHooks(setupServer(...handlers));
  afterEach(() => {
    held.forEach(release => release());
    held.clear();
    behaviours.clear();
    asked.length = 0;
  });

  return {
    answers: (operation, answer: unknown) =>
      behaviours.set(operation, request =>
        reply(typeof answer === 'function' ? answer(request) : answer),
      ),
    fails: (operation, failure = {}) =>
      behaviours.set(operation, failing(failure)),
    denies: (operation, reason = 'No policy allows it.') =>
      behaviours.set(
        operation,
        failing({ status: 403, code: 'PREFECT_DENIED', message: reason }),
      ),
    hides: operation => behaviours.set(operation, failing(UNKNOWN)),
    holds: operation => {
      const behaviour = behaviourOf(operation);
      let release = () => {};
      const released = new Promise<void>(resolve => {
        release = resolve;
      });
      held.add(release);
      behaviours.set(operation, request =>
        released.then(() => behaviour(request)),
      );
      return release;
    },
    asked: operation =>
      asked
        .filter(each => each.operation === operation)
        .map(each => each.request as Asked<typeof operation>),
  };
}
