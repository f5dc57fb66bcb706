import { z } from 'zod';
import { questionForm } from './PolicyQuestion';

const ids = z.array(z.string());

/** One test of policies, as it is written. What is not known is refused, not ignored. */
const policyTest = z.strictObject({
  name: z.string().describe('What is expected, as a sentence'),
  ...questionForm,
  expect: z.union([
    z.strictObject({ allow: ids.min(1) }),
    z.strictObject({
      deny: ids.describe('Those that forbid; none when nothing allows'),
      closest: z.string().optional().describe('The permit that came closest'),
    }),
  ]),
});

export const policyTests = z.array(policyTest);

/** A question and the answer that is expected. */
export type PolicyTest = z.infer<typeof policyTest>;
