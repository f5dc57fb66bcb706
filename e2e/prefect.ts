import { postToPrefect } from '../packages/real-parts/src/index.ts';
import { readDemo } from './demo.ts';

/** A deployment, as far as the tests look at it. */
export type PrefectDeployment = {
  id: string;
  name: string;
  schedules: { active: boolean }[];
};

/** A run, as far as the tests look at it. */
export type PrefectRun = {
  id: string;
  name: string;
  parameters: Record<string, unknown>;
  tags: string[];
  next_scheduled_start_time: string | null;
  run_count: number;
  idempotency_key: string | null;
  state: { type: string; name: string; message: string | null };
};

/** What a run is made with. */
export type NewRun = {
  name?: string;
  parameters?: Record<string, unknown>;
  tags?: string[];
  state?: {
    type: string;
    message?: string;
    state_details?: { scheduled_time: string };
  };
};

/** Asks the demo's Prefect itself, past the portal. */
export async function askPrefect<T>(path: string, body: object): Promise<T> {
  const { prefectApiUrl: apiUrl, prefectAuth: authString } = readDemo();
  const answer = await postToPrefect<T>({ apiUrl, authString }, path, body);
  if (answer === undefined) throw new Error(`${path} is a conflict.`);
  return answer;
}

/** A deployment of the demo by its title, `flow/deployment`. */
export async function findDeployment(
  title: string,
): Promise<PrefectDeployment> {
  const [flow, deployment] = title.split('/');
  const [found] = await askPrefect<PrefectDeployment[]>('/deployments/filter', {
    flows: { name: { any_: [flow] } },
    deployments: { name: { any_: [deployment] } },
  });
  if (!found) throw new Error(`The demo has no deployment "${title}".`);
  return found;
}

/**
 * Makes a run without the portal. A worker executes it as soon as it is due; one that is
 * made in another state than scheduled it leaves alone.
 */
export async function createRun(
  title: string,
  run: NewRun = {},
): Promise<PrefectRun> {
  const { id } = await findDeployment(title);
  return askPrefect(`/deployments/${id}/create_flow_run`, run);
}

/** Moves a run to a state, whatever Prefect's rules say. */
export function setState(
  { id }: Pick<PrefectRun, 'id'>,
  state: NewRun['state'],
): Promise<unknown> {
  return askPrefect(`/flow_runs/${id}/set_state`, { state, force: true });
}

/** All runs of a deployment, as Prefect itself has them now. */
export async function listRunsOf(title: string): Promise<PrefectRun[]> {
  const { id } = await findDeployment(title);
  return askPrefect('/flow_runs/filter', {
    flow_runs: { deployment_id: { any_: [id] } },
    sort: 'EXPECTED_START_TIME_DESC',
  });
}

/** A run as Prefect itself has it now. */
export async function readRun({
  id,
}: Pick<PrefectRun, 'id'>): Promise<PrefectRun> {
  const [run] = await askPrefect<PrefectRun[]>('/flow_runs/filter', {
    flow_runs: { id: { any_: [id] } },
  });
  if (!run) throw new Error(`Prefect has no run ${id}.`);
  return run;
}

/** Where the portal shows a run. */
export const pathOf = ({ id }: Pick<PrefectRun, 'id'>): string =>
  `/prefect/runs/production/${id}`;

/** State of a run that is due in some hours, which no worker touches before. */
export const dueInHours = (hours: number): NewRun['state'] => ({
  type: 'SCHEDULED',
  state_details: {
    scheduled_time: new Date(Date.now() + hours * 3_600_000).toISOString(),
  },
});
