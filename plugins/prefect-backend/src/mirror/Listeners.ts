import type { InstanceId } from '../instances';
import type { ChangeListener, LogsListener, Origin } from './Mirror';
import { type News, NO_NEWS } from './news/News';

/** Who wants to know what changed. */
export class Listeners {
  readonly #changes = new Set<ChangeListener>();
  readonly #logs = new Set<LogsListener>();

  addChange(listener: ChangeListener): () => void {
    this.#changes.add(listener);
    return () => this.#changes.delete(listener);
  }

  addLogs(listener: LogsListener): () => void {
    this.#logs.add(listener);
    return () => this.#logs.delete(listener);
  }

  tell(instance: InstanceId, some: Partial<News>, from: Origin): void {
    const { runs, runsOf, deployments, all, logs } = { ...NO_NEWS, ...some };
    if (all || runs.length > 0 || deployments.length > 0) {
      const change = { instance, runs, runsOf, deployments, all };
      this.#changes.forEach(listener => listener(change, from));
    }
    if (logs.length > 0) {
      this.#logs.forEach(listener => listener(instance, logs, from));
    }
  }
}
