import { z } from 'zod';
import type { PrefectSocket } from '../instances';

export type LogWatchDeps = {
  readonly openLogs: () => PrefectSocket;
  /** Waits, ms; ends early and without an error when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly onLogs: (runIds: readonly string[]) => void;
};

const message = z.object({
  type: z.literal('log'),
  log: z.object({ flow_run_id: z.string().nullish() }),
});

const GATHER_MS = 200;
/** A server that does not stream logs closes the socket; pages poll then. */
const RETRY_MS = 30_000;

/** Tells which runs write log lines, by one subscription; keeps nothing of them. */
export class LogWatch {
  readonly #deps: LogWatchDeps;
  readonly #stop = new AbortController();
  readonly #runs = new Set<string>();
  #finished: Promise<void> = Promise.resolve();

  constructor(deps: LogWatchDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#finished = this.#watch();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#finished;
  }

  async #watch(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await this.#watchOnce().catch(() => undefined);
      await this.#deps.sleep(RETRY_MS, signal);
    }
  }

  async #watchOnce(): Promise<void> {
    // Prefect sends only what comes from now on (3.8.8).
    for await (const raw of this.#deps
      .openLogs()
      .messages({ filter: {} }, this.#stop.signal)) {
      const { data } = message.safeParse(raw);
      if (data?.log.flow_run_id) this.#gather(data.log.flow_run_id);
    }
  }

  #gather(runId: string): void {
    const isFirst = this.#runs.size === 0;
    this.#runs.add(runId);
    if (!isFirst) return;
    void this.#deps.sleep(GATHER_MS, this.#stop.signal).then(() => {
      const ids = [...this.#runs];
      this.#runs.clear();
      this.#deps.onLogs(ids);
    });
  }
}
