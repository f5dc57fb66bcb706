import { toEntityRef } from '../../bindings';
import type { LedgerFilter } from '../../ledger';

/** What a list of entries is narrowed to, as it is asked for. */
export type LedgerQuery = {
  /** An entity ref, or the name of a user. */
  readonly person?: string;
  readonly onBehalfOf?: string;
  readonly action?: string;
  readonly instance?: string;
  readonly deployment?: string;
  readonly run?: string;
  readonly decision?: 'allowed' | 'denied';
  readonly door?: string;
  /** RFC 3339. */
  readonly since?: string;
  readonly until?: string;
  readonly q?: string;
};

/**
 * What a list shows: acts with their ends, denials and readings, and what the ledger did
 * itself. Ends come with their acts; signs of life and keys are found by their id.
 */
const LISTED = ['intent', 'denial', 'read', 'heartbeat'] as const;

/** The query as the ledger takes it. */
export function toLedgerFilter(query: LedgerQuery): LedgerFilter {
  const { person, onBehalfOf, since, until, q, ...same } = query;
  return {
    action: same.action,
    instance: same.instance,
    deployment: same.deployment,
    run: same.run,
    decision: same.decision,
    door: same.door,
    kinds: LISTED,
    person: person && refOf(person),
    behalf: onBehalfOf && refOf(onBehalfOf),
    since: since && new Date(since).toISOString(),
    until: until && new Date(until).toISOString(),
    text: q?.trim() || undefined,
  };
}

const ENTITY = /^[a-z]+:[^:/]+\/[^:/]+$/i;
const USER = /^(?:[^:/]+\/)?[^:/]+$/;

/** A name is that of a user; parties that are no entities are written as they are. */
function refOf(text: string): string {
  const name = text.trim();
  if (ENTITY.test(name)) return toEntityRef(name);
  if (!USER.test(name)) return name;
  return toEntityRef(`user:${name.includes('/') ? '' : 'default/'}${name}`);
}
