/** What somebody may want to do, and what is asked of every door. */
export type Deed = 'view' | 'run' | 'operate' | 'schedule';

/** What a question is about, anew for each door, so that none changes what the next finds. */
export type Subject = {
  deployment: string;
  run: string;
  idempotencyKey: string;
};

export type Reply = { status: number; body: any };
export type Call = (
  path: string,
  method: string,
  body?: object,
) => Promise<Reply>;

/** How one door is asked to do each of the deeds. */
export type Door = {
  readonly name: string;
  readonly ask: Record<Deed, (call: Call, on: Subject) => Promise<Reply>>;
};

const portal: Door = {
  name: 'portal',
  ask: {
    view: (call, { deployment }) =>
      call(`/deployments/production/${deployment}`, 'GET'),
    run: (call, { deployment, idempotencyKey }) =>
      call(`/deployments/production/${deployment}/runs`, 'POST', {
        parameters: {},
        idempotencyKey,
      }),
    operate: (call, { run }) => call(`/runs/production/${run}/cancel`, 'POST'),
    schedule: (call, { deployment }) =>
      call(`/deployments/production/${deployment}/paused`, 'PUT', {
        paused: true,
      }),
  },
};

export async function invoke(
  call: Call,
  name: string,
  input: object,
): Promise<Reply> {
  const { status, body } = await call(
    `/.backstage/actions/v1/actions/prefect:${name}/invoke`,
    'POST',
    { instance: 'production', ...input },
  );
  return { status, body: body?.output ?? body };
}

const actions: Door = {
  name: 'actions',
  ask: {
    view: (call, { deployment }) =>
      invoke(call, 'get-deployment', { id: deployment }),
    run: (call, { deployment, idempotencyKey }) =>
      invoke(call, 'start-run', { id: deployment, idempotencyKey }),
    operate: (call, { run }) => invoke(call, 'cancel-run', { id: run }),
    schedule: (call, { deployment }) =>
      invoke(call, 'set-schedules-paused', { id: deployment, paused: true }),
  },
};

/** Every door that people come in by. The first is what the others are compared with. */
export const DOORS: readonly Door[] = [portal, actions];
