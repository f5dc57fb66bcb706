import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
const secondsNow = () => Math.floor(Date.now() / 1000);
let timer: ReturnType<typeof setInterval> | undefined;
let second = secondsNow();

/** One clock for all that ticks on the page. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    second = secondsNow();
    timer = setInterval(() => {
      second = secondsNow();
      listeners.forEach(tick => tick());
    }, 1000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time now, to so many seconds; what uses it is drawn again only then. */
export function useNow(everySeconds = 10): Date {
  const now = useSyncExternalStore(subscribe, () => {
    // Where nothing ticks, the last tick may be long ago.
    const latest = timer === undefined ? secondsNow() : second;
    return latest - (latest % everySeconds);
  });
  return new Date(now * 1000);
}
