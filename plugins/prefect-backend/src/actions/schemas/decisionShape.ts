import type { Zod } from './Zod';

/** Whether something is allowed, and why. */
export const decisionShape = (zod: Zod) => ({
  allowed: zod.boolean().describe('Whether the person who asks may do it'),
  reason: zod.string().describe('Why, in a sentence for that person'),
  policy: zod
    .string()
    .nullable()
    .describe('The policy that decided, or the closest one on a denial'),
});
