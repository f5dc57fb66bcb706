import { postToPrefect } from './prefectApi.ts';
import type { PrefectAccess } from './prefectEnv.ts';

/** Makes a process work pool; one of that name that is there already is kept. */
export async function createWorkPool(options: {
  prefect: PrefectAccess;
  name: string;
}): Promise<void> {
  await postToPrefect(options.prefect, '/work_pools/', {
    name: options.name,
    type: 'process',
  });
}
