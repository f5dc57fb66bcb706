/** The program was called with what it cannot work on. */
export class UsageError extends Error {}
