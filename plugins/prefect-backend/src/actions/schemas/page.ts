import type { Zod } from './Zod';

/** Which page of a list is asked for. */
export const pageInput = (zod: Zod) => ({
  limit: zod
    .number()
    .int()
    .min(1)
    .max(100)
    .default(20)
    .describe('How many to answer at most'),
  cursor: zod
    .string()
    .max(1000)
    .optional()
    .describe('nextCursor of the page before; absent gives the first page'),
});

/** Where a page is in its list. */
export const pageShape = (zod: Zod) => ({
  totalCount: zod
    .number()
    .describe('How many match and may be viewed by the person who asks'),
  nextCursor: zod
    .string()
    .nullable()
    .describe('cursor for the next page; null on the last one'),
});
