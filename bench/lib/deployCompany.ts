import { setTimeout as delay } from 'node:timers/promises';
import type { Prefect } from '../../packages/real-parts/src/index.ts';
import type { Company, PlannedDeployment } from './Company.ts';

/** What Prefect calls a deployment of the company. */
export type Deployed = {
  readonly number: number;
  readonly id: string;
  readonly flowId: string;
  /** Flow of its sub-flows; null when it has none. */
  readonly subflowId: string | null;
  readonly workQueueId: string;
};

const PARAMETERS = {
  title: 'Parameters',
  type: 'object',
  properties: {
    region: { title: 'region', type: 'string', default: 'de', position: 0 },
    window_hours: {
      title: 'window_hours',
      type: 'integer',
      default: 1,
      position: 1,
    },
    target: { $ref: '#/definitions/Target', position: 2 },
    since: {
      anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }],
      default: null,
      position: 3,
    },
  },
  definitions: {
    Target: {
      title: 'Target',
      type: 'object',
      properties: {
        schema_name: { type: 'string', default: 'analytics' },
        table: { type: 'string', default: 'orders' },
        batch_size: { type: 'integer', default: 500 },
      },
    },
  },
};

/** Makes the company's pools, flows and deployments through Prefect's API. */
export async function deployCompany(
  prefect: Prefect,
  company: Company,
): Promise<Deployed[]> {
  const queues = new Map<string, string>();
  for (const name of company.pools) {
    const pool = await ask(prefect, '/work_pools/', { name, type: 'process' });
    queues.set(name, pool.default_queue_id);
  }
  const flows = new Map<string, string>();
  const names = company.deployments.flatMap(({ flow, subflow }) =>
    subflow ? [flow, subflow] : [flow],
  );
  for (const name of new Set(names)) {
    flows.set(name, (await ask(prefect, '/flows/', { name })).id);
  }
  const deployed: Deployed[] = [];
  // One after another: several writers get in each other's way on SQLite.
  for (const planned of company.deployments) {
    const flowId = flows.get(planned.flow) ?? '';
    const { id } = await ask(
      prefect,
      '/deployments/',
      deploymentBody(planned, flowId),
    );
    deployed.push({
      number: planned.number,
      id,
      flowId,
      subflowId: (planned.subflow && flows.get(planned.subflow)) ?? null,
      workQueueId: queues.get(planned.pool) ?? '',
    });
  }
  return deployed;
}

function deploymentBody(planned: PlannedDeployment, flowId: string): object {
  return {
    name: planned.name,
    flow_id: flowId,
    description: `Keeps ${planned.tags[0]} of ${planned.tags[1]} in order.`,
    tags: planned.tags,
    paused: planned.paused,
    work_pool_name: planned.pool,
    version: '1.4.2',
    entrypoint: `flows/${planned.flow.replaceAll('-', '_')}.py:run`,
    pull_steps: [
      {
        'prefect.deployments.steps.git_clone': {
          repository: 'https://git.example.com/data/flows.git',
          branch: 'main',
        },
      },
    ],
    parameters: { region: planned.tags[1] },
    parameter_openapi_schema: PARAMETERS,
    enforce_parameter_schema: true,
    schedules: [
      {
        active: true,
        schedule: { interval: Math.max(1, Math.round(planned.everyMs / 1000)) },
      },
    ],
  };
}

/** All of this may be sent twice; Prefect is busy now and then, and drops connections. */
async function ask(prefect: Prefect, path: string, body: object) {
  for (;;) {
    const answer = await fetch(`${prefect.apiUrl}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: prefect.auth,
      },
      body: JSON.stringify(body),
    }).catch(() => undefined);
    if (answer?.ok) return answer.json();
    if (answer && answer.status !== 503) {
      throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    }
    await delay(100);
  }
}
