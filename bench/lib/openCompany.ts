import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../packages/real-parts/src/index.ts';
import type { Company } from './Company.ts';
import { growPrefect, type GrownPrefect } from './growPrefect.ts';
import type { BenchDatabase } from './host/PortalOptions.ts';
import { componentsOf, startPortal, type BenchPortal } from './startPortal.ts';

export const DATABASES = ['sqlite', 'postgres'] as const;
export type DatabaseKind = (typeof DATABASES)[number];

/** An empty database, thrown away by `close`. */
export async function openDatabase(kind: DatabaseKind): Promise<{
  readonly database: BenchDatabase;
  close(): Promise<void>;
}> {
  const dir = await mkdtemp(join(tmpdir(), 'bench-'));
  const discard = () => rm(dir, { recursive: true, force: true });
  if (kind === 'sqlite') {
    const database = { kind, directory: dir };
    return { database, close: discard };
  }
  const postgres = await startPostgres({ dir: join(dir, 'postgres') });
  return {
    database: { kind, url: postgres.url },
    close: async () => {
      await postgres.stop();
      await discard();
    },
  };
}

/** A portal that holds all that a grown Prefect holds, and asks it there. */
export async function openPortal(
  { prefect, company }: GrownPrefect,
  database: BenchDatabase,
  apiUrl = prefect.apiUrl,
): Promise<BenchPortal> {
  const portal = await startPortal({
    database,
    apiUrl,
    authString: prefect.authString,
    components: componentsOf(company),
    roles: ['portal', 'sync'],
  });
  await portal.untilCurrent(visibleDeployments(company));
  return portal;
}

/** Those that are not restricted: the person who asks owns nothing. */
function visibleDeployments({ deployments }: Company): number {
  return deployments.filter(({ tags }) => !tags.includes('restricted')).length;
}

/** Does something with a grown Prefect, and ends it whatever comes of it. */
export async function withPrefect<T>(
  size: Company['size'],
  work: (grown: GrownPrefect) => Promise<T>,
): Promise<T> {
  const grown = await growPrefect(size);
  try {
    return await work(grown);
  } finally {
    await grown.close();
  }
}
