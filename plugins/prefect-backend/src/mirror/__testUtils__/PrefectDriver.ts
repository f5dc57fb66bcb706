/** How a test reaches the real Prefect, past everything that is tested. */
export type PrefectTarget = {
  /** Ends in `/api`. */
  readonly apiUrl: string;
  /** The `Authorization` header. */
  readonly auth: string;
};

const PAGE = 200;

/** Plays all who change things in Prefect without asking us. */
export class PrefectDriver {
  readonly #target: PrefectTarget;

  constructor(target: PrefectTarget) {
    this.#target = target;
  }

  /** What Prefect answers; undefined when it answers nothing. */
  async call(method: string, path: string, body?: object): Promise<any> {
    const { apiUrl, auth } = this.#target;
    const answer = await fetch(`${apiUrl}${path}`, {
      method,
      headers: { authorization: auth, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
    return answer.status === 204 ? undefined : answer.json();
  }

  /** Every page of a list. */
  async readAll(path: string, body: object = {}): Promise<any[]> {
    const items: any[] = [];
    for (;;) {
      const page = await this.call('POST', path, {
        limit: PAGE,
        offset: items.length,
        ...body,
      });
      items.push(...page);
      if (page.length < PAGE) return items;
    }
  }

  async makeDeployment(name: string, flowName: string): Promise<string> {
    const flow = await this.call('POST', '/flows/', { name: flowName });
    const { id } = await this.call('POST', '/deployments/', {
      name,
      flow_id: flow.id,
      enforce_parameter_schema: false,
      tags: ['test', 'Ünï'],
    });
    return id;
  }

  async startRun(deployment: string, body: object = {}): Promise<string> {
    const { id } = await this.call(
      'POST',
      `/deployments/${deployment}/create_flow_run`,
      body,
    );
    return id;
  }

  /** Whatever state the run is in. */
  async setState(run: string, type: string, message?: string): Promise<void> {
    await this.call('POST', `/flow_runs/${run}/set_state`, {
      state: { type, message },
      force: true,
    });
  }
}
