import type { InstanceId } from '../../instances';

/** The right to follow an instance and to write what it holds. */
export type Lease = {
  readonly instance: InstanceId;
  /** Higher than that of everybody who had it before. */
  readonly token: number;
  /** When the holder before was last heard of, by the database's clock; 0 when never. */
  readonly unheldSince: number;
};

/** How long a lease lasts. */
export type LeaseTiming = {
  /** After so long without a renewal another process may take it, ms. */
  readonly lastsMs: number;
  /** The holder renews, and others try to take it, this often, ms. */
  readonly renewEveryMs: number;
};

/**
 * A holder that dies is followed by another after at most `lastsMs + renewEveryMs`. Short
 * enough for that, long enough for a process that is busy for a moment.
 */
export const LEASE_TIMING: LeaseTiming = {
  lastsMs: 8_000,
  renewEveryMs: 2_000,
};
