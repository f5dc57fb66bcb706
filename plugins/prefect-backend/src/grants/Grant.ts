import type { AskedRight } from '@backstage-prefect/policies';
import type { EntityRef } from '../bindings';
import type { Key } from '../mirror';

/** A UUID. */
export type GrantId = string & { readonly GrantId: unique symbol };

/**
 * What became of a grant. `waiting` becomes `active`, or ends as `refused`, `withdrawn` or
 * `lapsed`; `active` ends as `used`, `revoked` or `expired`. What has ended stays as it is.
 */
export type GrantState =
  | 'waiting'
  | 'refused'
  | 'withdrawn'
  | 'lapsed'
  | 'active'
  | 'used'
  | 'revoked'
  | 'expired';

/** What somebody said about a grant. */
export type Verdict = 'approved' | 'refused' | 'revoked' | 'reviewed';

/** Who said it, when, and why. Times are ISO in UTC. */
export type Voice = {
  readonly by: EntityRef;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly at: string;
};

/** Who says something about a grant. */
export type Speaker = {
  readonly by: EntityRef;
  /** The same for all entities of one human being. */
  readonly human: string;
  readonly reason: string;
};

/** What a grant is for. */
export type GrantedRight = {
  readonly principal: EntityRef;
  readonly right: AskedRight;
  readonly deployment: Key;
};

/** A right for some time: who has it, for what, why, and who gave it. */
export type Grant = GrantedRight & {
  readonly id: GrantId;
  readonly kind: 'asked' | 'break-glass';
  /** flow/deployment, as it was when it was asked for. */
  readonly title: string;
  readonly reason: string;
  /** Through which it was asked for. */
  readonly door: string;
  readonly askedAt: string;
  readonly state: GrantState;
  readonly approvals: number;
  readonly approvalsNeeded: number;
  /** For how long, once it is given, in seconds. */
  readonly seconds: number;
  readonly uses: 'once' | 'many';
  /** Of the parameters that it is for; undefined for any. */
  readonly digest: string | undefined;
  /** The same parameters, secrets masked. */
  readonly parameters: Record<string, unknown> | undefined;
  /** Who could have approved it when it was asked for. */
  readonly candidates: readonly EntityRef[];
  /** Whether those may approve too who could not have then. */
  readonly newcomersCount: boolean;
  readonly policy: string | undefined;
  readonly policyVersion: string | undefined;
  readonly lapsesAt: string;
  readonly activeFrom: string | undefined;
  readonly expiresAt: string | undefined;
  readonly endedAt: string | undefined;
  readonly usedAt: string | undefined;
  readonly run: string | undefined;
  readonly review: 'none' | 'open' | 'closed';
};

/** What is written down when it is asked for; the rest follows. */
export type NewGrant = Pick<
  Grant,
  | 'kind'
  | 'principal'
  | 'right'
  | 'deployment'
  | 'title'
  | 'reason'
  | 'door'
  | 'approvalsNeeded'
  | 'seconds'
  | 'uses'
  | 'digest'
  | 'parameters'
  | 'candidates'
  | 'newcomersCount'
  | 'policy'
  | 'policyVersion'
>;

/** As much of a grant in force as a decision needs. */
export type LiveGrant = Pick<
  Grant,
  'id' | 'right' | 'deployment' | 'digest' | 'expiresAt'
> & {
  /** The act that has used it up: that alone may be tried again. */
  readonly usedBy: string | undefined;
};

/** As much as tells who has a right in force. */
export type GrantHolder = Pick<Grant, 'id' | 'principal' | 'right'>;
