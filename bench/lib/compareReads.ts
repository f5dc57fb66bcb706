import type { Prefect } from '../../packages/real-parts/src/index.ts';
import type { Company } from './Company.ts';
import { SIZES } from './Company.ts';
import type { Deployed } from './deployCompany.ts';
import { measure } from './measure.ts';
import {
  DATABASES,
  openDatabase,
  openPortal,
  withPrefect,
} from './openCompany.ts';
import type { Spread } from './spread.ts';
import type { BenchPortal } from './startPortal.ts';

/** The same question, to the portal and to Prefect. */
export type Question = {
  readonly target: string;
  /** Asks the portal's API; the number says which sample it is. */
  portal(ask: BenchPortal['ask'], sample: number): Promise<unknown>;
  /** Asks Prefect's own API for the same. */
  prefect(
    post: (path: string, body: object) => Promise<unknown>,
    sample: number,
    known: {
      readonly company: Company;
      readonly deployed: readonly Deployed[];
    },
  ): Promise<unknown>;
  /** Further requests to the portal that are of interest, without a target. */
  readonly besides?: Record<
    string,
    (ask: BenchPortal['ask'], sample: number) => Promise<unknown>
  >;
};

const PORTAL = { samples: 300, warmUp: 30 };
const PREFECT = { samples: 20, warmUp: 2 };

/** Measures questions on both databases, and Prefect's own answers in the same run. */
export async function compareReads(
  questions: Record<string, Question>,
): Promise<Record<string, unknown>> {
  return withPrefect(SIZES.large, async grown => {
    const asked = Object.entries(questions);
    const prefectMs: Record<string, Spread> = {};
    for (const [name, { prefect }] of asked) {
      const ask = (sample: number) =>
        prefect(postTo(grown.prefect), sample, grown);
      prefectMs[name] = await measure(ask, PREFECT);
    }
    const measured = new Map(
      asked.map(([name, { target }]) => [
        name,
        { target, prefectMs: prefectMs[name] } as Record<string, unknown>,
      ]),
    );
    for (const kind of DATABASES) {
      const { database, close } = await openDatabase(kind);
      const portal = await openPortal(grown, database);
      try {
        for (const [name, question] of asked) {
          const portalMs = await measure(
            sample => question.portal(portal.ask, sample),
            PORTAL,
          );
          Object.assign(measured.get(name) ?? {}, {
            [kind]: {
              portalMs,
              timesFaster: ratios(prefectMs[name], portalMs),
              ...(await besides(question, portal)),
            },
          });
        }
      } finally {
        await portal.stop();
        await close();
      }
    }
    return Object.fromEntries(measured);
  });
}

function postTo({ apiUrl, auth }: Prefect) {
  return async (path: string, body: object): Promise<unknown> => {
    const answer = await fetch(`${apiUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: auth },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.json();
  };
}

async function besides(question: Question, portal: BenchPortal) {
  const found: Record<string, Spread> = {};
  for (const [name, ask] of Object.entries(question.besides ?? {})) {
    found[`${name}Ms`] = await measure(
      sample => ask(portal.ask, sample),
      PORTAL,
    );
  }
  return found;
}

function ratios(slow: Spread, fast: Spread) {
  const ratio = (a: number, b: number) => Math.round((a / b) * 10) / 10;
  return { p50: ratio(slow.p50, fast.p50), p95: ratio(slow.p95, fast.p95) };
}
