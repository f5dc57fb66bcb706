import type { PrefectTaskRun } from '@backstage-prefect/backstage-plugin-prefect-node';

type Named = Pick<PrefectTaskRun, 'name' | 'task_key' | 'dynamic_key'>;

/**
 * The task's own name. Prefect calls runs `<task>-<start of the dynamic key>`; a task with
 * a name template has other names, and then its key says the function: `<function>-<hash>`.
 */
export function taskGroup({ name = '', task_key, dynamic_key }: Named): string {
  const cut = name.lastIndexOf('-');
  const suffix = name.slice(cut + 1);
  if (cut > 0 && suffix && dynamic_key.startsWith(suffix)) {
    return name.slice(0, cut);
  }
  return task_key.replace(/-[0-9a-f]{8}$/, '') || name;
}
