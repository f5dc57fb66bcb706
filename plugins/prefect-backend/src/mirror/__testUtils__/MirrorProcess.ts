import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import type { Instances } from '../../instances';
import { createMirror } from '../createMirror';
import type { LeaseTiming } from '../lease/Lease';
import type { Mirror } from '../Mirror';
import type { MirrorSettings } from '../MirrorSettings';

/** Where a process dies: with the write undone, or done and nobody told. */
export type Moment = 'before the commit' | 'after the commit';

export type MirrorProcessDeps = {
  /** A connection pool of its own. */
  readonly connect: () => Knex;
  readonly instances: Instances;
  readonly settings: MirrorSettings;
  readonly timing: LeaseTiming;
};

type Transact = (
  work: (tx: Knex.Transaction) => Promise<unknown>,
) => Promise<unknown>;

/** A mirror as a process of its own that can die at any write, and is then started again. */
export class MirrorProcess {
  readonly #deps: MirrorProcessDeps;
  #mirror: Mirror | undefined;
  #db: Knex | undefined;
  #plan: { writes: number; moment: Moment } | undefined;
  #ending: Promise<unknown> = Promise.resolve();
  crashes = 0;

  constructor(deps: MirrorProcessDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    const pool = this.#deps.connect();
    this.#db = pool;
    const db = withTransaction(pool, this.#countWrites(pool));
    this.#mirror = createMirror({
      ...this.#deps,
      db,
      logger: mockServices.logger.mock(),
    });
    await this.#mirror.start();
  }

  /** Dies at that write from now on, and is started again. */
  crashAt(writes: number, moment: Moment): void {
    this.#plan = { writes, moment };
  }

  /** As it should be: the lease is given back. */
  async stop(): Promise<void> {
    this.#plan = undefined;
    await this.#ending;
    await this.#mirror?.stop();
    await this.#db?.destroy();
  }

  #countWrites(db: Knex): Transact {
    return async work => {
      const isLast = this.#isLastWrite();
      const outcome = await db.transaction(async tx => {
        const result = await work(tx);
        if (isLast('before the commit')) throw this.#die(db);
        return result;
      });
      if (isLast('after the commit')) throw this.#die(db);
      return outcome;
    };
  }

  #isLastWrite(): (moment: Moment) => boolean {
    const plan = this.#plan;
    if (!plan) return () => false;
    plan.writes -= 1;
    if (plan.writes > 0) return () => false;
    this.#plan = undefined;
    return moment => moment === plan.moment;
  }

  /** Nothing of it reaches the database any more, not even that it is gone. */
  #die(db: Knex): Error {
    const mirror = this.#mirror;
    this.crashes += 1;
    const before = this.#ending;
    this.#ending = (async () => {
      await before;
      const gone = Promise.all([db.destroy(), mirror?.stop()]);
      gone.catch(() => undefined);
      await this.start();
      await gone.catch(() => undefined);
    })();
    return new Error('the process has died');
  }
}

/** The same database with another way to do transactions; Knex's own cannot be replaced. */
function withTransaction(db: Knex, transaction: Transact): Knex {
  const table = (...args: Parameters<Knex>) => db(...args);
  return new Proxy(table as Knex, {
    get: (_, key) =>
      key === 'transaction' ? transaction : Reflect.get(db, key),
  });
}
