import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Knex } from 'knex';
import type { Instances } from '../instances';
import type { Mirror } from '../mirror';
import type { Schedule } from '../schedule';
import type { Bindings } from './Bindings';
import { BindingsStore } from './BindingsStore';
import { CatalogBindings } from './CatalogBindings';
import { CatalogReader } from './CatalogReader';
import { OwnerReader, OwnershipHealth, ProblemsStore } from './ownership';

/** What bindings are made from. */
export type BindingsDeps = {
  readonly db: Knex;
  readonly catalog: CatalogService;
  readonly auth: AuthService;
  readonly mirror: Pick<Mirror, 'onChange'>;
  readonly instances: Pick<Instances, 'list'>;
  readonly logger: LoggerService;
  readonly schedule: Schedule;
  /** How often the catalog is asked, in seconds. */
  readonly refreshSeconds: number;
};

/** Bindings from the catalog's annotations and the mirror's deployments. */
export function createBindings(deps: BindingsDeps): Bindings {
  const catalog = new CatalogReader(deps);
  return new CatalogBindings({
    catalog,
    store: new BindingsStore(deps.db),
    health: new OwnershipHealth({
      catalog,
      owners: new OwnerReader(deps),
      store: new ProblemsStore(deps.db),
      logger: deps.logger,
      schedule: deps.schedule,
    }),
    mirror: deps.mirror,
    instances: deps.instances,
    logger: deps.logger,
    schedule: deps.schedule,
    refreshMs: deps.refreshSeconds * 1000,
  });
}
