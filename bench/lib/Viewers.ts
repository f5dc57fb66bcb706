import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { PrefectSignal } from '../../plugins/prefect-common/src/signals.ts';
import type { BenchPortal } from './startPortal.ts';

/** A page of the portal, and which changes make it fetch again. */
export type ViewedPage = {
  readonly path: string;
  readonly watches: 'anything' | 'what it shows';
};

/** A page fetches at once on the first change and then at most this often, ms; as the plugin's do. */
const QUIET_MS = 1_000;
const CHANNEL = 'prefect';

/**
 * Open pages: each has a WebSocket of its own, and fetches again when a signal names what
 * it shows, as the plugin's pages do.
 */
export class Viewers {
  readonly #portal: BenchPortal;
  readonly #sockets: WebSocket[] = [];
  readonly #pending = new Set<Promise<void>>();
  #signals = 0;
  #tookMs: number[] = [];

  private constructor(portal: BenchPortal) {
    this.#portal = portal;
  }

  /** Opens the pages, one viewer after another over all of them. */
  static async open(
    portal: BenchPortal,
    pages: readonly ViewedPage[],
    count: number,
  ): Promise<Viewers> {
    const viewers = new Viewers(portal);
    for (let index = 0; index < count; index++) {
      await viewers.#join(pages[index % pages.length]);
    }
    return viewers;
  }

  /** Signals that reached a viewer. */
  get signals(): number {
    return this.#signals;
  }

  /** From a signal to the new data, of every page that had to fetch, ms. */
  get tookMs(): readonly number[] {
    return this.#tookMs;
  }

  async close(): Promise<void> {
    this.#sockets.forEach(socket => socket.terminate());
    await Promise.all(this.#pending);
  }

  async #join(page: ViewedPage): Promise<void> {
    const view = new View(page, this.#portal);
    await view.fetch();
    const socket = await subscribe(this.#portal.baseUrl);
    this.#sockets.push(socket);
    socket.on('message', data => {
      const { channel, message } = JSON.parse(String(data));
      if (channel !== CHANNEL) return;
      this.#signals += 1;
      if (!view.isConcernedBy(message)) return;
      const again = view
        .fetchGently()
        .then(tookMs => {
          if (tookMs !== undefined) this.#tookMs.push(tookMs);
        })
        .finally(() => this.#pending.delete(again));
      this.#pending.add(again);
    });
  }
}

/** What one page holds. */
class View {
  readonly #page: ViewedPage;
  readonly #portal: BenchPortal;
  #shown = '';
  #quiet: Promise<unknown> = Promise.resolve();
  #isAsked = false;

  constructor(page: ViewedPage, portal: BenchPortal) {
    this.#page = page;
    this.#portal = portal;
  }

  async fetch(): Promise<void> {
    this.#shown = JSON.stringify(await this.#portal.ask(this.#page.path));
  }

  /** @returns how long it took from being asked, ms; undefined when others asked before */
  async fetchGently(): Promise<number | undefined> {
    if (this.#isAsked) return undefined;
    this.#isAsked = true;
    const startedAt = performance.now();
    await this.#quiet;
    this.#isAsked = false;
    this.#quiet = delay(QUIET_MS);
    await this.fetch();
    return performance.now() - startedAt;
  }

  isConcernedBy({ all, deployments, runs, runsOf }: PrefectSignal): boolean {
    if (all || deployments.length > 0) return true;
    if (this.#page.watches === 'anything') return runs.length > 0;
    return [...runs, ...runsOf].some(id => this.#shown.includes(id));
  }
}

/** The first request only makes the signals backend listen, and is never answered. */
async function subscribe(baseUrl: string): Promise<WebSocket> {
  const url = `${baseUrl.replace(/^http/, 'ws')}/api/signals`;
  for (let tries = 0; tries < 20; tries++) {
    const socket = new WebSocket(url, { handshakeTimeout: 1_000 });
    const isOpen = await new Promise<boolean>(resolve => {
      socket.once('open', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    if (isOpen) {
      socket.on('error', () => undefined);
      socket.send(JSON.stringify({ action: 'subscribe', channel: CHANNEL }));
      return socket;
    }
    await delay(250);
  }
  throw new Error(`${url} takes no subscriber.`);
}
