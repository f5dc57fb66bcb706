import type { PrefectLog } from '@backstage-prefect/backstage-plugin-prefect-node';
import { LogTail } from './LogTail';

const START = Date.parse('2026-11-24T12:00:00Z');
const RUNNING = { endedAt: undefined };

/** A Prefect that holds lines and counts how often it is asked. */
class Prefect {
  lines: PrefectLog[] = [];
  questions = 0;
  /** Answers wait for this. */
  gate: Promise<void> = Promise.resolve();

  write(count: number, atMs = this.lines.length): void {
    for (let i = 0; i < count; i++) {
      const number = this.lines.length;
      this.lines.push({
        id: `line-${number}`,
        name: 'prefect.flow_runs',
        level: 20,
        message: `message ${number}`,
        timestamp: new Date(START + atMs + i).toISOString(),
        created: null,
        updated: null,
      });
    }
  }

  readonly readLogs = async (query: {
    limit?: number;
    offset?: number;
    logs?: { timestamp?: { after_?: string | null } | null } | null;
  }): Promise<PrefectLog[]> => {
    this.questions += 1;
    await this.gate;
    const after = query.logs?.timestamp?.after_ ?? '';
    const offset = query.offset ?? 0;
    return this.lines
      .filter(line => line.timestamp >= after)
      .toSorted((a, b) => (a.timestamp < b.timestamp ? -1 : 1))
      .slice(offset, offset + (query.limit ?? 200));
  };
}

describe('the tail of a log', () => {
  let prefect: Prefect;
  let tail: LogTail;
  let nowMs: number;

  beforeEach(() => {
    prefect = new Prefect();
    nowMs = START;
    tail = new LogTail({ runId: 'run', reader: prefect, clock: () => nowMs });
  });

  const messages = () => tail.slice(0, tail.length).map(line => line.message);

  it('reads 5,000 lines once, whoever asks', async () => {
    prefect.write(5000);
    await Promise.all(Array.from({ length: 50 }, () => tail.refresh(RUNNING)));

    expect(tail.length).toBe(5000);
    expect(prefect.questions).toBeLessThanOrEqual(30);
  });

  it('costs Prefect nothing for one more viewer while nothing is new', async () => {
    prefect.write(3);
    await tail.refresh(RUNNING);
    const { questions } = prefect;
    for (let viewer = 0; viewer < 20; viewer++) await tail.refresh(RUNNING);

    expect(prefect.questions).toBe(questions);
  });

  it('asks again as soon as the run wrote lines, and at the latest after a second', async () => {
    await tail.refresh(RUNNING);
    prefect.write(1);
    tail.ping();
    await tail.refresh(RUNNING);
    expect(tail.length).toBe(1);

    prefect.write(1);
    nowMs += 1000;
    await tail.refresh(RUNNING);
    expect(tail.length).toBe(2);
  });

  it('does not take the answer to an older question for the newest', async () => {
    let open = () => {};
    prefect.gate = new Promise(resolve => {
      open = resolve;
    });
    const first = tail.refresh(RUNNING);
    await Promise.resolve();
    // Written after the question was on its way, so a second question is due.
    tail.ping();
    const second = tail.refresh(RUNNING);
    open();
    await Promise.all([first, second]);

    expect(prefect.questions).toBe(2);
  });

  it('finds lines that come late, puts them last, and none twice', async () => {
    prefect.write(10, 0);
    await tail.refresh(RUNNING);
    prefect.write(1, -2000);
    prefect.write(1, 100);
    tail.ping();
    await tail.refresh(RUNNING);

    expect(messages().slice(10)).toEqual(['message 10', 'message 11']);
    expect(new Set(messages()).size).toBe(12);
  });

  it('is complete when the run has ended and a quiet read found nothing', async () => {
    const ended = { endedAt: START };
    prefect.write(2);
    await tail.refresh(ended);
    expect(tail.isComplete(ended)).toBe(false);

    nowMs += 4000;
    prefect.write(1, -30_000);
    await tail.refresh(ended);
    expect(tail.isComplete(ended)).toBe(false);
    expect(tail.length).toBe(3);

    nowMs += 1000;
    await tail.refresh(ended);
    expect(tail.isComplete(ended)).toBe(true);
    const { questions } = prefect;
    nowMs += 60_000;
    await tail.refresh(ended);
    expect(prefect.questions).toBe(questions);
  });

  it('goes on when the run is retried', async () => {
    const ended = { endedAt: START - 10_000 };
    await tail.refresh(ended);
    expect(tail.isComplete(ended)).toBe(true);

    prefect.write(1);
    nowMs += 1000;
    await tail.refresh(RUNNING);
    expect(tail.length).toBe(1);
    expect(tail.isComplete({ endedAt: START + 5000 })).toBe(false);
  });

  it('tells everybody who waits that Prefect failed, and tries again', async () => {
    prefect.gate = Promise.reject(new Error('Prefect is away'));
    await expect(
      Promise.allSettled([tail.refresh(RUNNING), tail.refresh(RUNNING)]),
    ).resolves.toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);

    prefect.gate = Promise.resolve();
    prefect.write(1);
    await tail.refresh(RUNNING);
    expect(tail.length).toBe(1);
  });
});
