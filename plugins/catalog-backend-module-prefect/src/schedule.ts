/**
 * Runs something once after a time in milliseconds; call what it returns to cancel. An
 * argument of whatever waits, so that tests decide when time passes.
 */
export type Schedule = (
  run: () => void | Promise<void>,
  afterMs: number,
) => () => void;

/** Waits on real time and does not keep the process alive. */
export const scheduleOnTimer: Schedule = (run, afterMs) => {
  const timer = setTimeout(run, afterMs);
  timer.unref();
  return () => clearTimeout(timer);
};
