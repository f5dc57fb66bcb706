import type { Knex } from 'knex';
import { setTimeout as delay } from 'node:timers/promises';
import { differencesFromPrefect } from './differencesFromPrefect';
import type { PrefectDriver } from './PrefectDriver';

const LOOK_EVERY_MS = 500;

/** Differences that are left when nothing changes any more; none when the mirror is right. */
export async function differencesWhenSettled(
  db: Knex,
  prefect: PrefectDriver,
  {
    isCurrent,
    withinMs,
  }: { readonly isCurrent: () => boolean; readonly withinMs: number },
): Promise<string[]> {
  let differences: string[] = [];
  for (const end = Date.now() + withinMs; Date.now() < end; ) {
    differences = await differencesFromPrefect(db, prefect);
    if (differences.length === 0 && isCurrent()) return [];
    await delay(LOOK_EVERY_MS);
  }
  return isCurrent() ? differences : ['the mirror is not current'];
}
