import type {
  FeedDeployment,
  FeedWorkPool,
} from '@backstage-prefect/backstage-plugin-prefect-node';

/** What was read, over all pages. */
export type Reading<TItem> = {
  /** What is not among the items does not exist. */
  readonly isComplete: boolean;
  readonly items: readonly TItem[];
};

/** What the Prefect backend plugin knows of an instance. */
export interface PrefectFeed {
  /** All deployments, or of these those that exist. */
  deployments(
    instance: string,
    ids?: readonly string[],
  ): Promise<Reading<FeedDeployment>>;
  workPools(instance: string): Promise<Reading<FeedWorkPool>>;
}
