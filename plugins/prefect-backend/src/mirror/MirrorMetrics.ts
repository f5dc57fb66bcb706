import type { InstanceId } from '../instances';

/** What the mirror counts while it works. */
export interface MirrorMetrics {
  /** An event of Prefect came. */
  received(instance: InstanceId): void;
  /** States that events told were stored; those that were no news were known, or too old. */
  folded(
    instance: InstanceId,
    states: { readonly told: number; readonly news: number },
  ): void;
  /** A comparison ended, and found so many things other than stored that no event had told. */
  compared(
    instance: InstanceId,
    found: {
      readonly runs: number;
      readonly deployments: number;
      readonly tookMs: number;
    },
  ): void;
}

/** For a mirror that nobody watches. */
export const noMetrics: MirrorMetrics = {
  received: () => {},
  folded: () => {},
  compared: () => {},
};
