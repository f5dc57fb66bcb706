import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { Access } from '../access';
import type { Bindings } from '../bindings';
import type { Grants } from '../grants';
import type { Instances } from '../instances';
import type { Ledger, LedgerCheck } from '../ledger';
import type { Mirror } from '../mirror';
import type { People } from '../people';

/** What the use cases are made from. */
export type RunsDeps = {
  readonly db: Knex;
  readonly instances: Instances;
  readonly mirror: Mirror;
  readonly bindings: Bindings;
  readonly access: Access;
  readonly ledger: Ledger;
  readonly ledgerCheck: Pick<LedgerCheck, 'state'>;
  readonly grants: Grants;
  readonly people: Pick<People, 'list' | 'isSamePerson' | 'humanOf'>;
  readonly auditor: AuditorService;
  readonly logger: LoggerService;
  /** Now, in milliseconds since 1970. */
  readonly clock: () => number;
};
