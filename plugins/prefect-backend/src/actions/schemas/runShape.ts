import type { Zod } from './Zod';

/** A run as lists and operations answer it. */
export const runShape = (zod: Zod) => ({
  instance: zod.string().describe('Id of its Prefect instance'),
  environment: zod
    .string()
    .describe('What the instance is for, for example "production"'),
  id: zod.string().describe('Id of the run'),
  name: zod.string().describe('Name of the run'),
  flowName: zod.string().describe('Name of its flow'),
  deployment: zod
    .object({
      id: zod.string().describe('Id of the deployment'),
      title: zod.string().describe('flow/deployment'),
    })
    .nullable()
    .describe('The deployment that it is a run of; null when of none'),
  owners: zod
    .array(zod.string())
    .describe('Entity refs of the users and groups that own the deployment'),
  state: zod
    .object({
      type: zod
        .string()
        .describe(
          'SCHEDULED, PENDING, RUNNING, PAUSED, CANCELLING, COMPLETED, FAILED, CRASHED or CANCELLED',
        ),
      name: zod.string().describe('What Prefect or the flow calls the state'),
      timestamp: zod.string().describe('When it went into this state'),
      message: zod.string().nullable().describe('What the state says'),
    })
    .describe('Its present state'),
  expectedStart: zod
    .string()
    .nullable()
    .describe('When it should start, or should have'),
  start: zod.string().nullable().describe('When it started'),
  end: zod.string().nullable().describe('When it ended'),
  tags: zod.array(zod.string()).describe('Its tags in Prefect'),
  startedBy: zod
    .object({
      kind: zod
        .enum(['user', 'schedule', 'automation', 'run', 'unknown'])
        .describe('Who or what started it'),
      entity: zod
        .string()
        .nullable()
        .describe('Entity ref of the person, when it was one'),
    })
    .describe('Who or what started it'),
});
