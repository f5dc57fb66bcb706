// How much longer reads take when there is ten times as much to read from.
import { SIZES } from './lib/Company.ts';
import { measure } from './lib/measure.ts';
import {
  DATABASES,
  openDatabase,
  openPortal,
  withPrefect,
} from './lib/openCompany.ts';
import { READS } from './lib/reads.ts';
import { saveResult } from './lib/saveResult.ts';
import type { Spread } from './lib/spread.ts';

const TIMES = { samples: 300, warmUp: 50 };

type Reads = Record<string, Spread>;

const small = await readsAt(SIZES.large);
const large = await readsAt(SIZES.huge);

saveResult({
  name: 'growth',
  what: 'Milliseconds of the reads of the other benches at 500 deployments and 100,000 runs, and at 2,000 and 1,000,000; the ratio is that of the medians',
  target: '≤ 1.5 times',
  measured: Object.fromEntries(
    DATABASES.map(kind => [
      kind,
      Object.fromEntries(
        Object.entries(small[kind]).map(([name, before]) => {
          const after = large[kind][name];
          return [name, { before, after, ratio: ratio(after, before) }];
        }),
      ),
    ]),
  ),
});

async function readsAt(
  size: (typeof SIZES)[keyof typeof SIZES],
): Promise<Record<string, Reads>> {
  return withPrefect(size, async grown => {
    const found: Record<string, Reads> = {};
    for (const kind of DATABASES) {
      const { database, close } = await openDatabase(kind);
      const portal = await openPortal(grown, database);
      try {
        const reads: Reads = {};
        for (const [name, read] of Object.entries(READS)) {
          reads[name] = await measure(
            sample => read(portal.ask, sample),
            TIMES,
          );
        }
        found[kind] = reads;
      } finally {
        await portal.stop();
        await close();
      }
    }
    return found;
  });
}

function ratio(after: Spread, before: Spread): number {
  return Math.round((100 * after.p50) / before.p50) / 100;
}
