import type { PolicySet } from '@backstage-prefect/policies';

/** How it stands with the policies, for whoever runs the portal. */
export type PolicyHealth = {
  /** Hash of the set that decides; undefined when none does and everything is denied. */
  readonly version: string | undefined;
  /** Why what is in the folder now is not what decides. */
  readonly problem: string | undefined;
};

/** The policies that are in force. */
export interface Policies {
  /** Undefined when there never was a valid set: then everything is denied. */
  current(): PolicySet | undefined;
  health(): PolicyHealth;
}
