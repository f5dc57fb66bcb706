import { z } from 'zod';

/**
 * A deployment as the catalog needs it: nothing of it changes when a run does.
 * @public
 */
export type FeedDeployment = {
  /** Prefect's id; another one when the deployment was deleted and made again. */
  readonly id: string;
  readonly flowName: string;
  readonly name: string;
  readonly description: string | null;
  readonly tags: readonly string[];
  /** Refs of the owners of the entities that bind it. */
  readonly owners: readonly string[];
  /** Refs of the entities that bind it by an annotation; a tag's claim does not count. */
  readonly entities: readonly string[];
  readonly sensitivity: 'normal' | 'restricted';
  /** `path/file.py:function`, as given at deploy. */
  readonly entrypoint: string | null;
  /** Where a person reads the flow's code. */
  readonly codeUrl: string | null;
  readonly workPool: string | null;
  /** Its page in Prefect's own user interface. */
  readonly prefectUrl: string | null;
};

/**
 * A work pool as the catalog needs it.
 * @public
 */
export type FeedWorkPool = {
  readonly name: string;
  /** `process`, `kubernetes`, … */
  readonly type: string;
  /** Its page in Prefect's own user interface. */
  readonly prefectUrl: string | null;
};

/**
 * A page of what one instance holds.
 * @public
 */
export type FeedPage<TItem> = {
  /**
   * What is on no page does not exist: the instance has been read once from beginning to
   * end, and it is settled whose every deployment is.
   */
  readonly isComplete: boolean;
  readonly items: readonly TItem[];
  readonly nextCursor: string | null;
};

const deployment = z.object({
  id: z.string(),
  flowName: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  tags: z.array(z.string()),
  owners: z.array(z.string()),
  entities: z.array(z.string()),
  sensitivity: z.enum(['normal', 'restricted']),
  entrypoint: z.string().nullable(),
  codeUrl: z.string().nullable(),
  workPool: z.string().nullable(),
  prefectUrl: z.string().nullable(),
});

const workPool = z.object({
  name: z.string(),
  type: z.string(),
  prefectUrl: z.string().nullable(),
});

const pageOf = <TItem>(item: z.ZodType<TItem>) =>
  z.object({
    isComplete: z.boolean(),
    items: z.array(item),
    nextCursor: z.string().nullable(),
  });

const deployments = pageOf(deployment);
const workPools = pageOf(workPool);

/**
 * Reads an answer of `GET /feed/{instance}/deployments`.
 * @throws ZodError when it is none
 * @public
 */
export const readFeedDeployments = (
  answer: unknown,
): FeedPage<FeedDeployment> => deployments.parse(answer);

/**
 * Reads an answer of `GET /feed/{instance}/work-pools`.
 * @throws ZodError when it is none
 * @public
 */
export const readFeedWorkPools = (answer: unknown): FeedPage<FeedWorkPool> =>
  workPools.parse(answer);
