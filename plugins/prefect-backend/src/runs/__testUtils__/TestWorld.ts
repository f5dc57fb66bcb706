import type { AuditorService } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { PrefectClient } from '@backstage-prefect/backstage-plugin-prefect-node';
import type { Knex } from 'knex';
import { starterPolicies } from '../../__testUtils__/starterPolicies';
import type { Entity } from '@backstage/catalog-model';
import {
  createAccess,
  type Access,
  type AccessDeps,
  type Principal,
} from '../../access';
import { createBindings, toEntityRef } from '../../bindings';
import { Grants } from '../../grants';
import type { Instance, InstanceId } from '../../instances';
import { createLedger, type Ledger } from '../../ledger';
import type { Freshness, Instant, Mirror } from '../../mirror';
import { createPeople } from '../../people';
import { createRuns } from '../createRuns';
import type { Runs } from '../Runs';
import type { RunsDeps } from '../RunsDeps';

/** When tests play. */
const NOW = Date.parse('2026-11-24T12:00:00Z');

export const production = 'production' as InstanceId;

/** A moment so many minutes from {@link NOW}, as the tables keep it. */
export function minutes(count: number): string {
  return new Date(NOW + count * 60_000).toISOString().replace('Z', '000Z');
}

/** A readable UUID: `uuid(7)`. */
export function uuid(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** What an audit event was opened with and how it was closed. */
export type Audited = {
  readonly event: string;
  readonly meta: Record<string, unknown>;
  readonly ends: string[];
};

type WorldOptions = {
  readonly db: Knex;
  /** What Prefect answers; a method that is not here must not be called. */
  readonly prefect?: Partial<PrefectClient>;
  /** Ids of the instances, which are their environments too; production alone unless told. */
  readonly instances?: readonly string[];
  /** Whether the catalog lets people read an entity; all of them unless told. */
  readonly mayRead?: (ref: string) => boolean;
  /** Users and groups of the catalog; none unless told. */
  readonly people?: Entity[];
  /** The policies in force; the starter policies unless told. */
  readonly policies?: AccessDeps['policies'];
};

const instanceOf = (id: string): Instance => ({
  id: id as InstanceId,
  title: `${id[0].toUpperCase()}${id.slice(1)}`,
  environment: id,
  labels: {},
  apiUrl: 'http://prefect.test/api',
  uiUrl: 'http://prefect.test',
});

/**
 * The use cases on a database whose rows the test writes by hand, with the real bindings
 * and the real decisions. Prefect is what the test says.
 */
export class TestWorld {
  readonly audited: Audited[] = [];
  /** Runs that were read back from Prefect. */
  readonly refreshed: string[] = [];
  readonly ledger: Ledger;
  readonly deps: RunsDeps;
  readonly runs: Runs;
  freshness: Freshness = { state: 'current', asOf: minutes(0) as Instant };
  nowMs = NOW;
  /** What reading a run back from Prefect changes in the mirror. */
  onRefresh: (id: string) => Promise<void> = async () => {};
  #logListeners: Array<Parameters<Mirror['onLogs']>[0]> = [];

  constructor({
    db,
    prefect = {},
    instances: ids = [production],
    mayRead = () => true,
    people = [],
    policies = starterPolicies(),
  }: WorldOptions) {
    const client = prefect as PrefectClient;
    const configured = ids.map(instanceOf);
    const find = (id: string) => configured.find(each => each.id === id);
    const instances = {
      list: () => configured,
      find,
      get: (id: string) => find(id)!,
      reader: () => client,
      client: () => client,
    } as Partial<RunsDeps['instances']> as RunsDeps['instances'];
    const mirror = this.#mirror();
    const logger = mockServices.logger.mock();
    this.ledger = createLedger({
      db,
      logger,
      clock: () => this.nowMs,
      schedule: () => () => {},
      settings: {
        signingKeys: [],
        digestKey: undefined,
        checkpointSeconds: 60,
        heartbeatSeconds: 300,
        anchorFile: undefined,
        retentionDays: 400,
      },
    });
    const grants = new Grants({ db, clock: () => this.nowMs });
    const directory = createPeople({
      auth: mockServices.auth(),
      catalog: catalogServiceMock({ entities: people }),
      logger,
      clock: () => this.nowMs,
      outageSeconds: 300,
    });
    this.deps = {
      db,
      instances,
      mirror,
      logger,
      bindings: createBindings({
        db,
        instances,
        mirror,
        logger,
        auth: mockServices.auth(),
        catalog: catalogServiceMock({ entities: [] }),
        schedule: () => () => {},
        refreshSeconds: 10,
      }),
      access: openAccess(
        { db, instances, grants, people: directory, policies },
        mayRead,
      ),
      ledger: this.ledger,
      grants,
      people: directory,
      auditor: this.#auditor(),
      clock: () => this.nowMs,
    };
    this.runs = createRuns(this.deps);
  }

  /** Prefect says that these runs wrote lines. */
  log(...ids: string[]): void {
    for (const listener of this.#logListeners)
      listener(production, ids, 'here');
  }

  #mirror(): Mirror {
    const refresh = async (_: InstanceId, ids: readonly string[]) => {
      for (const id of ids) {
        this.refreshed.push(id);
        await this.onRefresh(id);
      }
    };
    return {
      start: async () => {},
      stop: async () => {},
      freshness: () => this.freshness,
      following: () => ({
        isHere: true,
        holder: 'a host 7',
        term: 1,
        behindMs: 0,
      }),
      version: () => '3.8.8',
      onChange: () => () => {},
      onLogs: listener => {
        this.#logListeners.push(listener);
        return () => {};
      },
      refreshRuns: refresh,
      refreshDeployments: refresh,
    };
  }

  #auditor(): AuditorService {
    return {
      createEvent: async ({ eventId, meta }) => {
        const entry: Audited = { event: eventId, meta: meta ?? {}, ends: [] };
        this.audited.push(entry);
        return {
          success: async () => {
            entry.ends.push('success');
          },
          fail: async ({ error }) => {
            entry.ends.push(`fail: ${error.message}`);
          },
        };
      },
    };
  }
}

/** A person with the groups they own things through. */
export function person(name: string, ...groups: string[]): Principal {
  const ref = toEntityRef(`user:default/${name}`);
  return {
    kind: 'user',
    ref,
    ownershipRefs: [ref, ...groups.map(toEntityRef)],
    credentials: mockCredentials.user(ref),
    door: 'portal',
  };
}

/** Backstage's ceiling is open, so that the policy decides. */
function openAccess(
  parts: Pick<
    AccessDeps,
    'db' | 'instances' | 'grants' | 'people' | 'policies'
  >,
  mayRead: (ref: string) => boolean,
): Access {
  return createAccess({
    ...parts,
    auth: mockServices.auth(),
    userInfo: mockServices.userInfo(),
    permissions: mockServices.permissions.mock({
      authorizeConditional: async requests =>
        requests.map(() => ({ result: AuthorizeResult.ALLOW })),
      authorize: async requests =>
        requests.map(request => ({
          result: mayRead(request.resourceRef ?? '')
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
        })),
    }),
    permissionsRegistry: mockServices.permissionsRegistry.mock({
      getPermissionRuleset: () => ({ getRuleByName: () => undefined as never }),
    }),
  });
}
