import { act } from '@testing-library/react';
import type { SignalApi } from '@backstage/plugin-signals-react';
import {
  PREFECT_SIGNAL_CHANNEL,
  type PrefectSignal,
} from '@backstage-prefect/backstage-plugin-prefect-common';

/** The socket of signals, in the hand of a test. */
export type SignalsFake = {
  readonly api: SignalApi;
  /** Subscriptions there are now. */
  readonly subscribers: number;
  /** Tells every subscriber that this changed on `production`. */
  send(changed: Partial<PrefectSignal>): void;
};

/** Signals that come when the test sends them. */
export function createSignalsFake(): SignalsFake {
  const listeners = new Set<(message: never) => void>();
  return {
    api: {
      subscribe: (channel, listener) => {
        if (channel !== PREFECT_SIGNAL_CHANNEL) {
          throw new Error(`Nobody sends signals on ${channel}.`);
        }
        listeners.add(listener);
        return { unsubscribe: () => listeners.delete(listener) };
      },
    },
    get subscribers() {
      return listeners.size;
    },
    send: changed => {
      const signal: PrefectSignal = {
        instance: 'production',
        runs: [],
        runsOf: [],
        deployments: [],
        logs: [],
        all: false,
        ...changed,
      };
      act(() => listeners.forEach(listen => listen(signal as never)));
    },
  };
}
