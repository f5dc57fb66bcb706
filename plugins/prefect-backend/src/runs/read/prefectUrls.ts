import type { Instance } from '../../instances';

/** A run's page in Prefect's own user interface; null when people cannot open it. */
export function runUrl(
  instance: Instance | undefined,
  id: string,
): string | null {
  return under(instance, `runs/flow-run/${id}`);
}

/** A deployment's page in Prefect's own user interface. */
export function deploymentUrl(
  instance: Instance | undefined,
  id: string,
): string | null {
  return under(instance, `deployments/deployment/${id}`);
}

/** A work pool's page in Prefect's own user interface. */
export function workPoolUrl(
  instance: Instance | undefined,
  name: string,
): string | null {
  return under(instance, `work-pools/work-pool/${encodeURIComponent(name)}`);
}

function under(instance: Instance | undefined, path: string): string | null {
  return instance?.uiUrl
    ? `${instance.uiUrl.replace(/\/+$/, '')}/${path}`
    : null;
}
