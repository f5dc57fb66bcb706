// A thousand open pages: what they cost Prefect, and what they cost the portal.
import { setTimeout as delay } from 'node:timers/promises';
import { SIZES } from './lib/Company.ts';
import type { GrownPrefect } from './lib/growPrefect.ts';
import { LoadDriver } from './lib/LoadDriver.ts';
import {
  DATABASES,
  openDatabase,
  openPortal,
  withPrefect,
} from './lib/openCompany.ts';
import { PrefectRelay } from './lib/PrefectRelay.ts';
import { saveResult } from './lib/saveResult.ts';
import { spreadOf } from './lib/spread.ts';
import type { BenchPortal } from './lib/startPortal.ts';
import { type ViewedPage, Viewers } from './lib/Viewers.ts';

const VIEWERS = 1_000;
const ENTITY_PAGES = 50;
const RUN_PAGES = 148;
const CHANGES_PER_SECOND = 10;
const PHASE_MS = 60_000;
/** What an open page that asks Prefect itself does: once in so many ms. */
const POLL_MS = 5_000;

await withPrefect(SIZES.large, async grown => {
  const measured: Record<string, unknown> = {};
  for (const kind of DATABASES) {
    const { database, close } = await openDatabase(kind);
    const relay = await PrefectRelay.start(grown.prefect.apiUrl);
    const portal = await openPortal(grown, database, relay.apiUrl);
    const asked = { grown, relay, portal };
    try {
      const alone = await watch(asked);
      const viewers = await Viewers.open(
        portal,
        await pagesOf(portal),
        VIEWERS,
      );
      const viewed = await watch(asked);
      measured[kind] = {
        alone,
        viewed: {
          ...viewed,
          signalsToViewers: viewers.signals,
          pagesFetchedAgain: viewers.tookMs.length,
          fromSignalToDataMs: spreadOf(viewers.tookMs),
        },
      };
      await viewers.close();
    } finally {
      await portal.stop();
      relay.stop();
      await close();
    }
  }
  saveResult({
    name: 'viewers',
    what: `${VIEWERS} viewers of ${
      2 + ENTITY_PAGES + RUN_PAGES
    } pages, each with a WebSocket of its own, while Prefect changes ${CHANGES_PER_SECOND} states a second: requests to Prefect for each change, without a viewer and with all of them, and subscriptions to its events. Pages that ask Prefect themselves every ${
      POLL_MS / 1000
    } s would send ${(VIEWERS * 1000) / POLL_MS} requests a second`,
    target: 'One subscription, no further request to Prefect',
    measured,
  });
});

type Asked = {
  readonly grown: GrownPrefect;
  readonly relay: PrefectRelay;
  readonly portal: BenchPortal;
};

/** What the portal does while states change in Prefect. */
async function watch({ grown, relay, portal }: Asked) {
  const before = relay.requests;
  const cpuBefore = portal.cpuSeconds();
  const load = LoadDriver.start({
    ...grown,
    perSecond: CHANGES_PER_SECOND,
  });
  await delay(PHASE_MS);
  const changes = await load.stop();
  await delay(2_000);
  const requests = relay.requests - before;
  return {
    changes,
    requestsToPrefect: requests,
    requestsPerChange: Math.round((100 * requests) / changes) / 100,
    subscriptions: relay.subscriptions,
    portalCpuShare:
      Math.round((100_000 * (portal.cpuSeconds() - cpuBefore)) / PHASE_MS) /
      100,
  };
}

/** The two lists that people leave open, the tabs of all components, and runs. */
async function pagesOf(portal: BenchPortal): Promise<ViewedPage[]> {
  const { items } = await portal.ask<{ items: { id: string }[] }>(
    `/runs?limit=${RUN_PAGES}`,
  );
  const lists = ['/overview', '/runs?limit=50'];
  const tabs = Array.from(
    { length: ENTITY_PAGES },
    (_, index) => `/entities/component/default/component-${index}`,
  );
  const runs = items.map(({ id }) => `/runs/production/${id}`);
  return [
    ...lists.map(path => ({ path, watches: 'anything' } as const)),
    ...[...tabs, ...runs].map(
      path => ({ path, watches: 'what it shows' } as const),
    ),
  ];
}
