import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  LedgerEntry,
  LedgerProof,
} from '@backstage-prefect/ledger-verify';
import type { Knex } from 'knex';
import type { Schedule } from '../schedule';
import { AnchorFile } from './AnchorFile';
import { bounded, cut } from './bounded';
import { deleteOldEntries } from './deleteOldEntries';
import type { Draft } from './Draft';
import { endDeadWriters } from './endDeadWriters';
import { EntryWriter } from './EntryWriter';
import { exportLedger } from './exportLedger';
import type {
  Act,
  Denied,
  Ended,
  Found,
  Ledger,
  LedgerFilter,
  LedgerId,
  LedgerPage,
  Reading,
  Within,
} from './Ledger';
import { LedgerKeys } from './LedgerKeys';
import { LedgerReader } from './LedgerReader';
import type { LedgerSettings } from './LedgerSettings';
import { LedgerStore } from './LedgerStore';
import { LedgerUnavailableError } from './LedgerUnavailableError';
import { Repeated } from '../Repeated';
import { Sealer, type Leaves } from './Sealer';

/** Signs of life of this process, ms; well within the silence that means death. */
const SEEN_MS = 5_000;
const SWEEP_MS = 30_000;
const RETENTION_MS = 60 * 60 * 1000;
/** A principal for what the ledger does by itself. */
const ITSELF = { kind: 'system', ref: 'ledger' };

/** What the ledger is made from. */
export type LedgerDeps = {
  readonly db: Knex;
  /** Now, in milliseconds since 1970. */
  readonly clock: () => number;
  readonly schedule: Schedule;
  readonly logger: LoggerService;
  readonly settings: LedgerSettings;
};

/** Who this process is in the ledger. */
export type Writer = { readonly id: string; readonly host: string };

/** The ledger in the plugin's database. */
export class DatabaseLedger implements Ledger {
  readonly #deps: LedgerDeps;
  readonly #writer: Writer;
  readonly #store: LedgerStore;
  readonly #reader: LedgerReader;
  readonly #entries: EntryWriter;
  readonly #sealer: Sealer;
  readonly #anchor: AnchorFile | undefined;
  readonly #chores: Repeated;
  #keys: LedgerKeys | undefined;
  #countAtHeartbeat = 0;

  constructor(deps: LedgerDeps, writer: Writer) {
    const { db, clock, schedule, logger, settings } = deps;
    this.#deps = deps;
    this.#writer = writer;
    this.#store = new LedgerStore(db);
    this.#reader = new LedgerReader(db);
    this.#chores = new Repeated(schedule, logger);
    this.#anchor = settings.anchorFile
      ? new AnchorFile(settings.anchorFile, logger)
      : undefined;
    this.#entries = new EntryWriter({
      writer: writer.id,
      store: this.#store,
      open: () => this.#announce(),
      clock,
      schedule,
      logger,
    });
    this.#sealer = new Sealer({
      store: this.#store,
      signer: () => this.#keys!.signer,
      clock,
      onSealed: async text => this.#anchor?.add(text),
    });
  }

  async start(): Promise<void> {
    const { logger, settings } = this.#deps;
    try {
      await this.#store.register(this.#writer.id, this.#writer.host);
      await this.#entries.add({ kind: 'heartbeat' }, 'once');
      await this.#endDead();
    } catch (error) {
      logger.error(
        'The ledger could not be opened; acts are refused until it can',
        error as Error,
      );
    }
    this.#chores.start({
      everyMs: SEEN_MS,
      run: () => this.#store.seen(this.#writer.id),
      onFailure: 'The ledger could not give a sign of life',
    });
    this.#chores.start({
      everyMs: settings.checkpointSeconds * 1000,
      run: () => this.#seal('not final'),
      onFailure:
        'The ledger could not be sealed; it is with the next checkpoint',
    });
    this.#chores.start({
      everyMs: settings.heartbeatSeconds * 1000,
      run: () => this.#beat(),
      onFailure: 'The ledger could not write a heartbeat',
    });
    this.#chores.start({
      everyMs: SWEEP_MS,
      run: () => this.#endDead(),
      onFailure: 'The ledger could not end what dead processes left open',
    });
    this.#chores.start({
      everyMs: RETENTION_MS,
      run: () => this.#retain(),
      onFailure: 'The ledger could not delete what is older than its retention',
    });
  }

  async stop(): Promise<void> {
    await this.#chores.stop();
    if (this.#entries.count === 0) return;
    try {
      await this.#entries.add(
        { kind: 'heartbeat', meta: { ends: true } },
        'once',
      );
      await this.#entries.stop();
      await this.#seal('final');
      await this.#store.over(this.#writer.id);
    } catch (error) {
      this.#deps.logger.error(
        'The ledger could not be closed; the next process seals it',
        error as Error,
      );
    }
  }

  async digestOf(sent: unknown): Promise<string> {
    if (this.#keys) return this.#keys.digestOf(sent);
    try {
      return (await this.#open()).digestOf(sent);
    } catch (error) {
      this.#deps.logger.error(
        'The keys of the ledger cannot be read; acts are refused until they can',
        error as Error,
      );
      throw new LedgerUnavailableError();
    }
  }

  async intent(act: Act): Promise<LedgerId> {
    return this.#entries.add(await this.#draft('intent', act), 'once');
  }

  async outcome(id: LedgerId, ended: Ended): Promise<void> {
    const { status, code, resource, meta } = ended;
    await this.#entries.add(
      {
        kind: 'outcome',
        of: id,
        outcome: { status, code: code && cut(code) },
        resource: resource && (bounded(resource) as Draft['resource']),
        meta: meta && (bounded(meta) as Draft['meta']),
      },
      'until written',
    );
  }

  async denial(denied: Denied): Promise<LedgerId> {
    return this.#entries.add(
      await this.#draft('denial', denied),
      'until written',
    );
  }

  async read(reading: Reading): Promise<LedgerId> {
    return this.#entries.add(
      bounded({ kind: 'read', ...reading }) as Draft,
      'once',
    );
  }

  find(id: string, within?: Within): Promise<Found | undefined> {
    return this.#reader.find(id, within);
  }

  list(
    filter: LedgerFilter,
    page: { readonly limit: number; readonly cursor?: string },
    within?: Within,
  ): Promise<LedgerPage> {
    return this.#reader.list(filter, page, within);
  }

  async prove(id: string): Promise<LedgerProof | undefined> {
    const proof = await this.#reader.prove(id);
    if (proof) return proof;
    await this.#open();
    await this.#sealAll();
    return this.#reader.prove(id);
  }

  async *export(): AsyncIterable<string> {
    const keys = await this.#open();
    const writers = await this.#sealAll();
    yield* exportLedger({
      db: this.#deps.db,
      signer: keys.signer,
      clock: this.#deps.clock,
      since: await this.#store.findFact('since'),
      writers,
    });
  }

  async publicKeys(): Promise<readonly string[]> {
    return (await this.#open()).publicKeys;
  }

  async #open(): Promise<LedgerKeys> {
    const { settings, logger } = this.#deps;
    this.#keys ??= await LedgerKeys.open(this.#store, settings, logger);
    return this.#keys;
  }

  async #announce(): Promise<Draft> {
    const keys = await this.#open();
    await this.#store.register(this.#writer.id, this.#writer.host);
    return keys.announcement();
  }

  async #draft(kind: LedgerEntry['kind'], act: Act): Promise<Draft> {
    const { sent, ...told } = act;
    const draft = bounded({ kind, ...told }) as Draft;
    if (sent === undefined) return draft;
    return { ...draft, digest: await this.digestOf(sent) };
  }

  async #seal(last: 'final' | 'not final'): Promise<void> {
    await this.#open();
    const leaves: Leaves = (after, limit) =>
      this.#entries.leavesAfter(after, limit);
    await this.#sealer.seal(this.#writer.id, { leaves, last });
  }

  async #sealAll(): Promise<string[]> {
    const writers = await this.#store.writers();
    for (const { writer, isOver } of writers) {
      if (writer === this.#writer.id) await this.#seal('not final');
      else if (!isOver) await this.#sealer.seal(writer, { last: 'not final' });
    }
    return writers.map(({ writer }) => writer);
  }

  async #beat(): Promise<void> {
    const isIdle = this.#entries.count === this.#countAtHeartbeat;
    if (isIdle) await this.#entries.add({ kind: 'heartbeat' }, 'once');
    this.#countAtHeartbeat = this.#entries.count;
  }

  async #endDead(): Promise<void> {
    await this.#open();
    await endDeadWriters({
      store: this.#store,
      entries: this.#entries,
      sealer: this.#sealer,
    });
  }

  /** Deleting evidence is an act, and its record stays longer than what it deletes. */
  async #retain(): Promise<void> {
    const { db, clock, settings } = this.#deps;
    const deleted = await deleteOldEntries(db, {
      retentionDays: settings.retentionDays,
      nowMs: clock(),
    });
    if (!deleted) return;
    await this.#entries.add(
      {
        kind: 'heartbeat',
        principal: ITSELF,
        action: 'ledger-retention',
        meta: deleted,
      },
      'until written',
    );
  }
}
