import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { Access } from '../access';
import type { Runs } from '../runs';

/** What an action is made from. */
export type ActionDeps = {
  readonly actionsRegistry: ActionsRegistryService;
  readonly runs: Runs;
  readonly access: Pick<Access, 'principalOf'>;
};
