import { z } from 'zod';

/**
 * Topic of Backstage's events service on which the Prefect backend plugin says that
 * deployments, work pools or their owners changed.
 * @public
 */
export const PREFECT_DEPLOYMENTS_TOPIC = 'prefect.deployments';

/**
 * "This changed, read it again". Carries ids and never data; those that are gone too.
 * @public
 */
export type PrefectDeploymentsEvent = {
  readonly instance: string;
  /** Prefect's ids. */
  readonly deployments: readonly string[];
  /** Anything of the instance may have changed. */
  readonly all: boolean;
};

const payload = z.object({
  instance: z.string(),
  deployments: z.array(z.string()),
  all: z.boolean(),
});

/**
 * Reads the payload of an event.
 * @throws ZodError when it is none
 * @public
 */
export const readDeploymentsEvent = (event: unknown): PrefectDeploymentsEvent =>
  payload.parse(event);
