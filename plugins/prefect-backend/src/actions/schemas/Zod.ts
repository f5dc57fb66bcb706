import type { z } from 'zod/v3';

/** The zod that the registry hands to a schema; it reads version 3 only. */
export type Zod = typeof z;
