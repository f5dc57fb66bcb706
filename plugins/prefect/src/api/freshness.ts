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
 * try fails, and nobody tells us; so pages are this old at most, ms.
 */
const SAFETY_MS = 30_000;
/** Lists are fetched at once on the first change and then at most this often, ms. */
const LIST_QUIET_MS = 1_000;

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
  const lists = gentle(() =>
    client.invalidateQueries({ queryKey: prefectKeys.lists }),
  );
  const subscription = signals.subscribe<PrefectSignal>(
    PREFECT_SIGNAL_CHANNEL,
    signal => {
      if (signal.logs.length > 0) {
        logListeners.forEach(listener => listener(signal.logs));
      }
      if (signal.all) {
        void client.invalidateQueries({ queryKey: prefectKeys.all });
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
      if (signal.runs.length + signal.deployments.length > 0) lists.run();
    },
  );
  const stopSafety = fetchEvery(SAFETY_MS, client);
  return () => {
    lists.cancel();
    stopSafety();
    subscription.unsubscribe();
  };
}

/** Fetches everything again now and then, where an app has no signals. */
export function followByPolling(client: QueryClient): () => void {
  return fetchEvery(POLL_MS, client);
}

/** Fetches what is shown, now and then; what is not shown waits until it is. */
function fetchEvery(ms: number, client: QueryClient): () => void {
  const timer = setInterval(
    () => client.invalidateQueries({ queryKey: prefectKeys.all }),
    ms,
  );
  return () => clearInterval(timer);
}

/** At once the first time, then once after each quiet time in which it was asked for. */
function gentle(run: () => unknown) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsked = false;
  function start(): void {
    isAsked = false;
    run();
    timer = setTimeout(() => {
      timer = undefined;
      if (isAsked) start();
    }, LIST_QUIET_MS);
  }
  return {
    run: () => {
      if (timer === undefined) start();
      else isAsked = true;
    },
    cancel: () => clearTimeout(timer),
  };
}
