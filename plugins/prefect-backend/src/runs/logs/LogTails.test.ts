import { LogTails } from './LogTails';

const PAGE = 200;

/** A run that has so many lines. */
const source = (lines: number) => ({
  runId: 'run',
  clock: () => 0,
  reader: {
    readLogs: async ({ offset = 0 }: { offset?: number }) =>
      Array.from({ length: Math.min(PAGE, lines - offset) }, (_, index) => ({
        id: String(offset + index),
        name: 'flow',
        level: 20,
        message: '',
        timestamp: '2026-11-24T12:00:00Z',
        created: null,
        updated: null,
      })),
  },
});

describe('the tails of logs', () => {
  it('forget what was not looked at for long, never the last one', async () => {
    const tails = new LogTails();
    const big = 150_100;
    for (const key of ['a', 'b']) {
      await tails.of(key, source(big)).refresh({ endedAt: undefined });
    }
    const a = tails.of('a', source(big));
    tails.trim();

    expect(tails.of('a', source(big))).toBe(a);
    expect(a.length).toBe(big);
    expect(tails.of('b', source(big)).length).toBe(0);
  });

  it('say that there is more in Prefect instead of filling the memory', async () => {
    const tail = new LogTails().of('a', source(200_500));
    await tail.refresh({ endedAt: undefined });

    expect(tail.length).toBe(200_000);
    expect(tail.slice(199_999, 200_000)[0].message).toBe(
      'More than 200000 lines: the rest is in Prefect.',
    );
  });
});
