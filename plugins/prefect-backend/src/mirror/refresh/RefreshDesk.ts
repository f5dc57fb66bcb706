import type { InstanceId } from '../../instances';
import { LostLeaseError } from '../lease/LostLeaseError';
import { problemOf } from '../problemOf';
import type { Refresh, RefreshRequest, RefreshStore } from './RefreshStore';

export type RefreshDeskDeps = {
  readonly instance: InstanceId;
  readonly requests: Pick<
    RefreshStore,
    'waiting' | 'fail' | 'remove' | 'forgetOld'
  >;
  /** Reads it from Prefect into the tables. */
  readonly refresh: (wanted: Refresh) => Promise<void>;
};

/** Looks between two clearings of what nobody waits for any more. */
const TIDY_EVERY = 100;

/** Does for other processes what only the holder may. */
export class RefreshDesk {
  readonly #deps: RefreshDeskDeps;
  readonly #open = new Set<string>();
  #looks = 0;

  constructor(deps: RefreshDeskDeps) {
    this.#deps = deps;
  }

  /** Begins with what is waiting and is not begun yet. */
  async look(): Promise<void> {
    const { requests, instance } = this.#deps;
    if (this.#looks++ % TIDY_EVERY === 0) await requests.forgetOld(instance);
    const waiting = await requests.waiting(instance);
    for (const request of waiting) {
      if (!this.#open.has(request.id)) void this.#serve(request);
    }
  }

  async #serve(request: RefreshRequest): Promise<void> {
    const { requests, refresh } = this.#deps;
    const { id } = request;
    this.#open.add(id);
    try {
      await refresh(request);
      await requests.remove(id);
    } catch (error) {
      // The next holder finds it where it was.
      if (error instanceof LostLeaseError) return;
      await requests.fail(id, problemOf(error)).catch(() => undefined);
    } finally {
      this.#open.delete(id);
    }
  }
}
