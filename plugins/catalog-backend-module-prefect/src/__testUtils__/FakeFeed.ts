import type {
  FeedDeployment,
  FeedWorkPool,
} from '@backstage-prefect/backstage-plugin-prefect-node';
import type { PrefectFeed } from '../feed';

/** What an instance holds, as the test says. */
export class FakeFeed implements PrefectFeed {
  held: readonly FeedDeployment[] = [];
  pools: readonly FeedWorkPool[] = [];
  isComplete = true;
  isUp = true;
  /** What was asked for, in order. */
  readonly asked: Array<'all' | readonly string[]> = [];

  async deployments(_instance: string, ids?: readonly string[]) {
    this.asked.push(ids ?? 'all');
    if (!this.isUp) throw new Error('no answer');
    return {
      isComplete: this.isComplete,
      items: this.held.filter(({ id }) => !ids || ids.includes(id)),
    };
  }

  async workPools() {
    if (!this.isUp) throw new Error('no answer');
    return { isComplete: this.isComplete, items: this.pools };
  }
}
