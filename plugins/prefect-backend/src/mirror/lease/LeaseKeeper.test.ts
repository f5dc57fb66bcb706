import * as fc from 'fast-check';
import type { InstanceId } from '../../instances';
import type { Lease, LeaseTiming } from './Lease';
import { LeaseKeeper } from './LeaseKeeper';

const production = 'production' as InstanceId;
const TIMING: LeaseTiming = { lastsMs: 8_000, renewEveryMs: 2_000 };
const PROCESSES = 3;

/** What the database holds; its statements are tested with the real ones. */
class FakeDatabase {
  /** Its clock, which may be set. */
  clock = 1_000_000;
  isUp = true;
  #token = 0;
  #renewedAt = 0;
  #expiresAt = 0;

  get token(): number {
    return this.#token;
  }

  readonly take = async (): Promise<Lease | undefined> => {
    this.#answer();
    const isFree =
      this.#expiresAt <= this.clock ||
      this.#expiresAt > this.clock + 2 * TIMING.lastsMs;
    if (!isFree) return undefined;
    const unheldSince = this.#renewedAt;
    this.#token += 1;
    this.#renew();
    return { instance: production, token: this.#token, unheldSince };
  };

  readonly renew = async ({ token }: Lease): Promise<boolean> => {
    this.#answer();
    if (token !== this.#token) return false;
    this.#renew();
    return true;
  };

  readonly release = async ({ token }: Lease): Promise<void> => {
    this.#answer();
    if (token === this.#token) this.#expiresAt = 0;
  };

  /** What the fence does. */
  accepts({ token }: Lease): boolean {
    return this.isUp && token === this.#token;
  }

  #renew(): void {
    this.#renewedAt = this.clock;
    this.#expiresAt = this.clock + TIMING.lastsMs;
  }

  #answer(): void {
    if (!this.isUp) throw new Error('no database');
  }
}

/** A process with a keeper; it may sleep, and it may die. */
class Process {
  elapsed = 0;
  isAwake = true;
  isAlive = true;
  lease: Lease | undefined;
  readonly keeper: LeaseKeeper;
  #wakeUp: () => void = () => {};
  #wakeAt = 0;

  constructor(database: FakeDatabase, random: () => number) {
    this.keeper = new LeaseKeeper({
      instance: production,
      holder: 'a process',
      store: database,
      timing: TIMING,
      elapsed: () => this.elapsed,
      sleep: (ms, signal) =>
        new Promise(resolve => {
          this.#wakeAt = this.elapsed + ms;
          this.#wakeUp = resolve;
          signal.addEventListener('abort', () => resolve(), { once: true });
        }),
      random,
      onGained: async lease => {
        this.lease = lease;
      },
      onLost: async () => {
        this.lease = undefined;
      },
      onProblem: () => {},
    });
    this.keeper.start();
  }

  /** Time passes for it too when it sleeps; it does what is due when it is awake. */
  async pass(ms: number): Promise<void> {
    this.elapsed += ms;
    if (this.isAwake && this.isAlive && this.elapsed >= this.#wakeAt) {
      this.#wakeUp();
      await settle();
    }
  }
}

/** Lets promises that are due go on. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
}

class World {
  readonly database = new FakeDatabase();
  readonly processes: Process[];

  constructor(seed: number) {
    let state = seed;
    const random = () => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state / 2_147_483_648;
    };
    this.processes = Array.from(
      { length: PROCESSES },
      () => new Process(this.database, random),
    );
  }

  async pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 250) {
      this.database.clock += 250;
      for (const process of this.processes) await process.pass(250);
      this.assertOneWriter();
    }
  }

  get writers(): Process[] {
    return this.processes.filter(
      ({ lease }) => lease && this.database.accepts(lease),
    );
  }

  assertOneWriter(): void {
    if (this.writers.length > 1) throw new Error('Two processes may write.');
    for (const { lease } of this.processes) {
      if (lease && lease.token > this.database.token) {
        throw new Error(`Nobody gave out the token ${lease.token}.`);
      }
    }
  }
}

type Step = (world: World) => Promise<void> | void;

const who = fc.nat(PROCESSES - 1);
const step: fc.Arbitrary<[string, Step]> = fc.oneof(
  fc
    .integer({ min: 1, max: 80 })
    .map((quarters): [string, Step] => [
      `${quarters * 250} ms pass`,
      world => world.pass(quarters * 250),
    ]),
  who.map((index): [string, Step] => [
    `${index} falls asleep or wakes up`,
    ({ processes }) => {
      processes[index].isAwake = !processes[index].isAwake;
    },
  ]),
  who.map((index): [string, Step] => [
    `${index} dies`,
    ({ processes }) => {
      processes[index].isAlive = false;
    },
  ]),
  who.map((index): [string, Step] => [
    `a write of ${index} is refused, if it has lost the lease`,
    async ({ processes, database }) => {
      const { lease, isAlive, isAwake, keeper } = processes[index];
      if (!lease || !isAlive || !isAwake || database.accepts(lease)) return;
      keeper.lose(lease);
      await settle();
    },
  ]),
  who.map((index): [string, Step] => [
    `${index} hurries`,
    async ({ processes }) => {
      if (!processes[index].isAlive || !processes[index].isAwake) return;
      processes[index].keeper.hurry();
      await settle();
    },
  ]),
  fc.integer({ min: -7_200_000, max: 7_200_000 }).map((ms): [string, Step] => [
    `the database's clock is set by ${ms} ms`,
    ({ database }) => {
      database.clock += ms;
    },
  ]),
  fc.constant<[string, Step]>([
    'the database goes or comes back',
    ({ database }) => {
      database.isUp = !database.isUp;
    },
  ]),
);

it('never lets two write, whatever sleeps, dies, or sets clocks, and one follows in the end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.array(step, { minLength: 5, maxLength: 30 }),
      async (seed, steps) => {
        const world = new World(seed);
        await settle();
        for (const [, play] of steps) {
          await play(world);
          world.assertOneWriter();
        }
        const { database, processes } = world;
        const [survivor] = processes;
        database.isUp = true;
        Object.assign(survivor, { isAlive: true, isAwake: true });
        processes.forEach(process => {
          if (process.isAlive) process.isAwake = true;
        });
        // A clock that was set back by less than a lease makes waiting longer once.
        await world.pass(3 * TIMING.lastsMs + 2 * TIMING.renewEveryMs);
        expect(
          world.writers.filter(({ isAlive, isAwake }) => isAlive && isAwake),
        ).toHaveLength(1);
      },
    ),
    { numRuns: 300 },
  );
});

describe('without trouble', () => {
  it('keeps the lease where it is', async () => {
    const world = new World(1);
    await settle();
    const [first] = world.writers;
    await world.pass(60_000);
    expect(world.writers).toEqual([first]);
    expect(world.database.token).toBe(1);
  });

  it('goes over within lease and one try when the holder dies', async () => {
    const world = new World(2);
    await settle();
    await world.pass(20_000);
    const [holder] = world.writers;
    holder.isAlive = false;
    holder.lease = undefined;

    await world.pass(TIMING.lastsMs + TIMING.renewEveryMs + 250);

    expect(world.writers).toHaveLength(1);
    expect(world.database.token).toBe(2);
  });

  it('goes over at once when the holder stops and says so', async () => {
    const world = new World(3);
    await settle();
    const [holder] = world.writers;
    await holder.keeper.stop();
    const [other] = world.processes.filter(process => process !== holder);

    other.keeper.hurry();
    await settle();

    expect(world.writers).toEqual([other]);
  });

  it('ends by itself when it could not renew for as long as the lease lasts', async () => {
    const world = new World(4);
    await settle();
    const [holder] = world.writers;
    world.database.isUp = false;

    await world.pass(TIMING.lastsMs + TIMING.renewEveryMs);

    expect(holder.lease).toBeUndefined();
  });
});
