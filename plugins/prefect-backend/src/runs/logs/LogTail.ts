import type {
  PrefectLog,
  PrefectReader,
} from '@backstage-prefect/backstage-plugin-prefect-node';
import type { LogLine } from '@backstage-prefect/backstage-plugin-prefect-common';

/** Reads one run's lines from Prefect. */
export type LogSource = {
  readonly runId: string;
  readonly reader: Pick<PrefectReader, 'readLogs'>;
  /** Now, in milliseconds since 1970. */
  readonly clock: () => number;
};

/** What a tail must know of the run at each question. */
export type TailedRun = {
  /** When its present state began, if that is an end state. A retry makes it run again. */
  readonly endedAt: number | undefined;
};

const PAGE = 200;
const PAGES_AT_ONCE = 4;
/** Nobody said that there are new lines: ask no more often than this. */
const FRESH_MS = 1000;
/** Processes send their lines in batches, so a line may come this much after younger ones. */
const OVERLAP_MS = 5000;
const OVERLAP_LINES = 1000;
/** When the run has ended: the last batches of its process and of its worker. */
const FINAL_OVERLAP_MS = 60_000;
const QUIET_MS = 3000;
const MOST_LINES = 200_000;

/**
 * The log of one run as it grows, shared by everybody who looks at it: while a read is on
 * its way all wait for that one, and a fresh answer is given to all.
 *
 * Lines keep the position at which they became known. Every read goes back a little and
 * drops what is known by id, so that lines that come late are found and none comes twice.
 */
export class LogTail {
  readonly #source: LogSource;
  readonly #lines: LogLine[] = [];
  readonly #known = new Set<string>();
  #newest = Number.NEGATIVE_INFINITY;
  #askedAt = Number.NEGATIVE_INFINITY;
  #pinged = false;
  #completeFor: number | undefined;
  #reading: Promise<void> | undefined;

  constructor(source: LogSource) {
    this.#source = source;
  }

  get length(): number {
    return this.#lines.length;
  }

  /** The run wrote lines. */
  ping(): void {
    this.#pinged = true;
  }

  slice(from: number, to: number): LogLine[] {
    return this.#lines.slice(from, to);
  }

  /** The run has ended, and nothing came since. */
  isComplete({ endedAt }: TailedRun): boolean {
    return endedAt !== undefined && this.#completeFor === endedAt;
  }

  /** Returns when what Prefect holds now is here. */
  async refresh(run: TailedRun): Promise<void> {
    while (this.#isOutdated(run)) {
      this.#reading ??= this.#read(run).finally(() => {
        this.#reading = undefined;
      });
      await this.#reading;
    }
  }

  #isOutdated(run: TailedRun): boolean {
    if (this.isComplete(run)) return false;
    return (
      this.#reading !== undefined ||
      this.#pinged ||
      this.#source.clock() - this.#askedAt >= FRESH_MS
    );
  }

  async #read(run: TailedRun): Promise<void> {
    const before = this.length;
    this.#askedAt = this.#source.clock();
    this.#pinged = false;
    try {
      await this.#readSince(this.#overlap(run));
    } catch (error) {
      this.#pinged = true;
      throw error;
    }
    const isQuiet =
      run.endedAt !== undefined && this.#askedAt - run.endedAt >= QUIET_MS;
    if ((isQuiet && this.length === before) || this.length >= MOST_LINES) {
      this.#completeFor = run.endedAt;
    }
  }

  /** From when on this read asks; undefined is the beginning. */
  #overlap({ endedAt }: TailedRun): number | undefined {
    if (this.length === 0) return undefined;
    if (endedAt !== undefined) return this.#newest - FINAL_OVERLAP_MS;
    const since = this.#newest - OVERLAP_MS;
    if (this.length <= OVERLAP_LINES) return since;
    const { ts } = this.#lines[this.length - OVERLAP_LINES];
    return Math.max(since, Date.parse(ts));
  }

  async #readSince(since: number | undefined): Promise<void> {
    let pages = 1;
    for (let offset = 0; this.length < MOST_LINES; ) {
      const batch = await Promise.all(
        Array.from({ length: pages }, (_, index) =>
          this.#readPage(since, offset + index * PAGE),
        ),
      );
      for (const page of batch) this.#add(page);
      if (batch.some(page => page.length < PAGE)) return;
      offset += pages * PAGE;
      pages = PAGES_AT_ONCE;
    }
    this.#tellThatThereIsMore();
  }

  #readPage(since: number | undefined, offset: number): Promise<PrefectLog[]> {
    return this.#source.reader.readLogs({
      logs: {
        operator: 'and_',
        flow_run_id: { any_: [this.#source.runId] },
        ...(since !== undefined && {
          timestamp: { after_: new Date(since).toISOString() },
        }),
      },
      sort: 'TIMESTAMP_ASC',
      limit: PAGE,
      offset,
    });
  }

  #add(logs: readonly PrefectLog[]): void {
    for (const log of logs) {
      const id = log.id ?? '';
      if (this.#known.has(id) || this.length >= MOST_LINES) continue;
      this.#known.add(id);
      this.#lines.push(toLine(log));
      this.#newest = Math.max(this.#newest, Date.parse(log.timestamp));
    }
  }

  #tellThatThereIsMore(): void {
    const last = this.#lines[this.length - 1];
    this.#lines[this.length - 1] = {
      id: last.id,
      ts: last.ts,
      level: 30,
      logger: 'backstage',
      message: `More than ${MOST_LINES} lines: the rest is in Prefect.`,
      taskRunId: null,
    };
  }
}

function toLine(log: PrefectLog): LogLine {
  return {
    id: log.id ?? '',
    ts: log.timestamp,
    level: log.level,
    logger: log.name,
    message: log.message,
    taskRunId: log.task_run_id ?? null,
  };
}
