import { decisionShape } from './decisionShape';
import type { Zod } from './Zod';

/** A deployment as lists answer it. */
export const deploymentShape = (zod: Zod) => ({
  instance: zod.string().describe('Id of its Prefect instance'),
  environment: zod
    .string()
    .describe('What the instance is for, for example "production"'),
  id: zod.string().describe('Id of the deployment'),
  title: zod.string().describe('flow/deployment'),
  description: zod
    .string()
    .nullable()
    .describe('What its authors say about it'),
  owners: zod
    .array(zod.string())
    .describe('Entity refs of the users and groups that own it'),
  sensitivity: zod
    .enum(['normal', 'restricted'])
    .describe('restricted is viewed by its owners only'),
  tags: zod.array(zod.string()).describe('Its tags in Prefect'),
  paused: zod.boolean().describe('Whether all its schedules rest'),
  health: zod
    .enum(['healthy', 'failing', 'late', 'waiting', 'paused', 'idle'])
    .describe('What its runs say; waiting means that one waits for input'),
  cause: zod
    .string()
    .nullable()
    .describe('While it is failing, the message of its last failed run'),
  nextRun: zod.string().nullable().describe('Time of the next scheduled run'),
  may: zod
    .object({
      run: zod.object(decisionShape(zod)).describe('To start runs'),
      operate: zod
        .object(decisionShape(zod))
        .describe('To cancel, retry, suspend, resume and reschedule runs'),
      schedule: zod
        .object(decisionShape(zod))
        .describe('To pause and resume its schedules'),
    })
    .describe('What the person who asks may do with it'),
});
