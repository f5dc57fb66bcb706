import type { SignalApi } from '@backstage/plugin-signals-react';
import {
  PREFECT_SIGNAL_CHANNEL,
  type PrefectSignal,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type { QueryClient } from '@tanstack/react-query';
import { prefectKeys } from './queries';

/** Without signals pages are this old at most, ms. */
const POLL_MS = 15_000;
/**
 * Signals are lost while Backstage's socket connects, which takes six seconds when its first
 * try fails, and nobody tells us; so a page is fetched again once it has connected, ms.
 */
const CONNECTED_MS = 8_000;
/** Signals are lost too when the socket breaks; so pages are this old at most, ms. */
const SAFETY_MS = 30_000;
/** Lists are fetched at once on the first change and then at most this often, ms. */
const LIST_QUIET_MS = 1_000;
/** A portal that is slow is left alone for so many times what it took to answer. */
const QUIET_TIMES = 5;

/** Lists that show what belongs to one entity, and name it. */
const LISTS_OF_KNOWN = ['entity', 'environments'];

const logListeners = new Set<(runIds: readonly string[]) => void>();

/** Calls when runs write log lines, as signals tell. Returns the unsubscribe function. */
export function onLogs(
  listener: (runIds: readonly string[]) => void,
): () => void {
  logListeners.add(listener);
  return () => logListeners.delete(listener);
}

/** Fetches again what signals say has changed. Returns what ends it. */
export function followSignals(
  signals: SignalApi,
  client: QueryClient,
): () => void {
  const lists = gentle(told => fetchLists(client, told));
  const subscription = signals.subscribe<PrefectSignal>(
    PREFECT_SIGNAL_CHANNEL,
    signal => {
      if (signal.logs.length > 0) {
        logListeners.forEach(listener => listener(signal.logs));
      }
      if (signal.all) {
        void fetchAll(client);
        return;
      }
      const { instance } = signal;
      for (const id of signal.runs) {
        const queryKey = prefectKeys.run({ instance, id });
        void client.invalidateQueries({ queryKey });
      }
      for (const id of signal.deployments) {
        const queryKey = prefectKeys.deployment({ instance, id });
        void client.invalidateQueries({ queryKey });
      }
      lists.add(signal);
    },
  );
  const connected = setTimeout(() => fetchAll(client), CONNECTED_MS);
  const stopSafety = fetchEvery(SAFETY_MS, client);
  return () => {
    lists.cancel();
    clearTimeout(connected);
    stopSafety();
    subscription.unsubscribe();
  };
}

/** Fetches everything again now and then, where an app has no signals. */
export function followByPolling(client: QueryClient): () => void {
  return fetchEvery(POLL_MS, client);
}

/** Fetches what is shown; what is not shown waits until it is. */
function fetchAll(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: prefectKeys.all });
}

function fetchEvery(ms: number, client: QueryClient): () => void {
  const timer = setInterval(() => fetchAll(client), ms);
  return () => clearInterval(timer);
}

/** Fetches the lists that may be other than before. */
function fetchLists(client: QueryClient, told: Told): Promise<void> {
  return client.invalidateQueries({
    queryKey: prefectKeys.lists,
    predicate: ({ queryKey, state: { data } }) =>
      told.isOfAny || !isOfKnown(queryKey) || mentions(data, told.ids),
  });
}

/** Whether a list has what it names, and no run of anything else can change it. */
function isOfKnown(queryKey: readonly unknown[]): boolean {
  return LISTS_OF_KNOWN.some(name => queryKey.includes(name));
}

/** Whether one of the ids is anywhere in what a query has. */
function mentions(data: unknown, ids: ReadonlySet<string>): boolean {
  if (typeof data === 'string') return ids.has(data);
  if (typeof data !== 'object' || data === null) return false;
  return Object.values(data).some(value => mentions(value, ids));
}

/** What signals told since the lists were fetched. */
class Told {
  readonly ids = new Set<string>();
  /** A deployment changed, so that any list may have one more or one less. */
  isOfAny = false;

  /** @returns whether a list may be other than before */
  add({ runs, runsOf, deployments }: PrefectSignal): boolean {
    for (const id of [...runs, ...runsOf]) this.ids.add(id);
    this.isOfAny ||= deployments.length > 0;
    return this.isOfAny || this.ids.size > 0;
  }
}

/** At once the first time, then once after each quiet time in which something was told. */
function gentle(fetchTold: (told: Told) => Promise<void>) {
  let told = new Told();
  let isQuiet = false;
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  async function start(): Promise<void> {
    const now = told;
    told = new Told();
    isQuiet = true;
    const startedAt = performance.now();
    await fetchTold(now);
    if (isOver) return;
    const tookMs = performance.now() - startedAt;
    timer = setTimeout(() => {
      isQuiet = false;
      if (told.isOfAny || told.ids.size > 0) void start();
    }, Math.max(LIST_QUIET_MS, QUIET_TIMES * tookMs));
  }
  return {
    add: (signal: PrefectSignal) => {
      if (told.add(signal) && !isQuiet && !isOver) void start();
    },
    cancel: () => {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
