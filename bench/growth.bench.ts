// How much longer reads take when there is ten times as much to read from.
import { SIZES } from './lib/Company.ts';
import { measureInTurns } from './lib/measureInTurns.ts';
import {
  DATABASES,
  openDatabase,
  openPortal,
  withPrefect,
} from './lib/openCompany.ts';
import { READS } from './lib/reads.ts';
import { saveResult } from './lib/saveResult.ts';
import type { Spread } from './lib/spread.ts';
import type { BenchPortal } from './lib/startPortal.ts';

const TIMES = { samples: 300, warmUp: 50 };

await withPortals('huge', async huge =>
  withPortals('large', async large => {
    const measured: Record<string, Record<string, object>> = {};
    for (const [at, kind] of DATABASES.entries()) {
      measured[kind] = {};
      for (const [name, read] of Object.entries(READS)) {
        const [before, after] = await measureInTurns(
          [large[at], huge[at]].map(
            portal => (sample: number) => read(portal.ask, sample),
          ),
          TIMES,
        );
        measured[kind][name] = { before, after, ratio: ratio(after, before) };
      }
    }
    saveResult({
      name: 'growth',
      what: 'Milliseconds of the reads of the other benches at 500 deployments and 100,000 runs (before) and at 2,000 and 1,000,000 (after), asked in turns; the ratio is that of the medians',
      target: '≤ 1.5 times',
      measured,
    });
  }),
);

/** Portals over one Prefect, one for each database. */
async function withPortals(
  size: keyof typeof SIZES,
  work: (portals: readonly BenchPortal[]) => Promise<void>,
): Promise<void> {
  await withPrefect(SIZES[size], async grown => {
    const opened: Array<{ stop(): Promise<void> }> = [];
    try {
      const portals: BenchPortal[] = [];
      for (const kind of DATABASES) {
        const { database, close } = await openDatabase(kind);
        opened.push({ stop: close });
        const portal = await openPortal(grown, database);
        opened.push(portal);
        portals.push(portal);
        console.log(`${size}: ${kind} holds all of it`);
      }
      await work(portals);
    } finally {
      for (const each of opened.toReversed()) await each.stop();
    }
  });
}

function ratio(after: Spread, before: Spread): number {
  return Math.round((100 * after.p50) / before.p50) / 100;
}
