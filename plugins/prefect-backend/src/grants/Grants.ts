import type { Knex } from 'knex';
import { createHash, randomUUID } from 'node:crypto';
import type { EntityRef } from '../bindings';
import type { Key } from '../mirror';
import { transact } from '../transact';
import type {
  Grant,
  GrantHolder,
  GrantId,
  GrantState,
  LiveGrant,
  NewGrant,
  Speaker,
  Verdict,
  Voice,
} from './Grant';
import { GrantConflictError } from './GrantConflictError';
import { toGrant, toLiveGrant, type GrantRow } from './GrantRow';
import { whatBecameOf } from './whatBecameOf';

/** What nobody answers in this time lapses. */
const LAPSES_AFTER_MS = 7 * 24 * 3_600_000;
/** Of one person. */
const MOST_WAITING = 50;
/** What is due to end is ended in portions. */
const DUE_AT_ONCE = 100;

/** What a list of grants is narrowed to; all that are given must fit. */
export type GrantFilter = {
  readonly states?: readonly GrantState[];
  readonly principal?: EntityRef;
  readonly deployment?: Key;
  readonly review?: Grant['review'];
};

/** The newest first. */
export type GrantPage = {
  readonly limit: number;
  /** Of the page before: when its last grant was asked for, and its id. */
  readonly after?: readonly [askedAt: string, id: string];
};

type Said = Speaker & { readonly verdict: Verdict };

/** The grants in the plugin's database. Each transition is one statement that finds its state. */
export class Grants {
  readonly #db: Knex;
  readonly #clock: () => number;
  readonly #listeners = new Set<(deployment: Key) => void>();

  constructor(parts: { db: Knex; clock: () => number }) {
    this.#db = parts.db;
    this.#clock = parts.clock;
  }

  /** Calls when a grant of a deployment has changed here. Returns the unsubscribe function. */
  onChange(listener: (deployment: Key) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async find(id: string): Promise<Grant | undefined> {
    const row = await this.#db<GrantRow>('grants').where({ id }).first();
    return row && toGrant(row);
  }

  async list(filter: GrantFilter, page: GrantPage): Promise<Grant[]> {
    const query = this.#db<GrantRow>('grants')
      .orderBy([
        { column: 'asked_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(page.limit);
    const { states, principal, deployment, review } = filter;
    if (states) query.whereIn('state', states);
    if (principal) query.where({ principal });
    if (review) query.where({ review });
    if (deployment) {
      query.where({
        instance: deployment.instance,
        deployment_id: deployment.id,
      });
    }
    if (page.after) {
      query.whereRaw('(asked_at, id) < (?, ?)', [...page.after]);
    }
    return (await query).map(toGrant);
  }

  /** By grant; those of each in the order in which they were said. */
  async voicesOf(ids: readonly GrantId[]): Promise<Map<GrantId, Voice[]>> {
    const rows = await this.#db('grant_decisions')
      .whereIn('grant_id', ids)
      .orderBy(['at', 'person']);
    const voices = new Map<GrantId, Voice[]>();
    for (const { grant_id: id, person, verdict, reason, at } of rows) {
      const said = { by: person, verdict, reason, at };
      voices.set(id, [...(voices.get(id) ?? []), said]);
    }
    return voices;
  }

  /** Those in force of a person, and those that one act has used up in their time. */
  async liveOf(principal: EntityRef): Promise<LiveGrant[]> {
    const rows = await this.#db<GrantRow>('grants')
      .where({ principal })
      .whereIn('state', ['active', 'used'])
      .where('expires_at', '>', this.#now());
    return rows.map(toLiveGrant);
  }

  /** Those in force for a deployment; none for what has no deployment. */
  async liveOn(on: {
    readonly instance: string;
    readonly deployment: string | undefined;
  }): Promise<GrantHolder[]> {
    if (on.deployment === undefined) return [];
    const rows = await this.#db<GrantRow>('grants')
      .where({
        instance: on.instance,
        deployment_id: on.deployment,
        state: 'active',
      })
      .where('expires_at', '>', this.#now());
    return rows.map(toGrant);
  }

  /**
   * Writes down what is asked for; what is taken in an emergency is in force at once.
   * @throws GrantConflictError when the same waits already, or too many do
   */
  async add(asked: NewGrant): Promise<Grant> {
    await this.#assertFewWait(asked.principal);
    const nowMs = this.#clock();
    const isTaken = asked.kind === 'break-glass';
    const row: GrantRow = {
      id: randomUUID(),
      kind: asked.kind,
      principal: asked.principal,
      right: asked.right,
      instance: asked.deployment.instance,
      deployment_id: asked.deployment.id,
      title: asked.title,
      reason: asked.reason,
      door: asked.door,
      asked_at: iso(nowMs),
      state: isTaken ? 'active' : 'waiting',
      approvals: 0,
      approvals_needed: isTaken ? 0 : asked.approvalsNeeded,
      seconds: asked.seconds,
      uses: asked.uses,
      digest: asked.digest ?? null,
      fingerprint: fingerprintOf(asked),
      parameters: asked.parameters ? JSON.stringify(asked.parameters) : null,
      candidates: JSON.stringify(asked.candidates),
      newcomers_count: asked.newcomersCount,
      policy: asked.policy ?? null,
      policy_version: asked.policyVersion ?? null,
      lapses_at: iso(nowMs + LAPSES_AFTER_MS),
      active_from: isTaken ? iso(nowMs) : null,
      expires_at: isTaken ? iso(nowMs + asked.seconds * 1000) : null,
      ended_at: null,
      used_at: null,
      used_key: null,
      tries: 0,
      run: null,
      review: isTaken ? 'open' : 'none',
    };
    try {
      await this.#db('grants').insert(row);
    } catch (error) {
      if (await this.#waitsFor(row)) {
        throw new GrantConflictError(
          'You have asked for this already. It waits for approval.',
        );
      }
      throw error;
    }
    return this.#changed(toGrant(row));
  }

  /**
   * One more voice for it; with the last that is needed it is in force.
   * @throws GrantConflictError when it does not wait any more, or the voice is known
   */
  async approve(id: GrantId, said: Speaker): Promise<Grant> {
    const now = this.#now();
    return this.#transition(id, async tx => {
      const grant = await this.#take(tx, id, { verdict: 'approved', ...said });
      const isLast = grant.approvals + 1 >= grant.approvals_needed;
      return tx('grants')
        .where({ id, state: 'waiting' })
        .where('lapses_at', '>', now)
        .whereNot({ principal: said.by })
        .update({
          approvals: grant.approvals + 1,
          ...(isLast && {
            state: 'active',
            active_from: now,
            expires_at: iso(this.#clock() + grant.seconds * 1000),
          }),
        });
    });
  }

  /** @throws GrantConflictError when it does not wait any more */
  refuse(id: GrantId, said: Speaker): Promise<Grant> {
    return this.#end(id, { from: 'waiting', to: 'refused' }, said);
  }

  /**
   * Takes back what was given.
   * @throws GrantConflictError when it is not in force any more
   */
  revoke(id: GrantId, said: Speaker): Promise<Grant> {
    return this.#end(id, { from: 'active', to: 'revoked' }, said);
  }

  /**
   * Whoever asked does not want it any more.
   * @throws GrantConflictError when it does not wait any more
   */
  async withdraw(id: GrantId): Promise<Grant> {
    return this.#transition(id, tx =>
      tx('grants')
        .where({ id, state: 'waiting' })
        .update({ state: 'withdrawn', ended_at: this.#now() }),
    );
  }

  /**
   * Closes what somebody else had to look at.
   * @throws GrantConflictError when there is nothing to look at any more
   */
  async review(id: GrantId, said: Speaker): Promise<Grant> {
    return this.#transition(id, async tx => {
      await this.#take(tx, id, { verdict: 'reviewed', ...said });
      return tx('grants')
        .where({ id, review: 'open' })
        .whereNot({ principal: said.by })
        .update({ review: 'closed' });
    });
  }

  /**
   * Uses it for one act, before that is done. The same act, known by its key, may be tried
   * again; another finds a grant for one use used.
   * @throws GrantConflictError when it is not in force any more, or was used
   */
  async use(id: GrantId, key: string): Promise<Grant> {
    const now = this.#now();
    return this.#transition(id, tx =>
      tx('grants')
        .where({ id })
        .where(allowed =>
          allowed
            .where(inForce =>
              inForce.where({ state: 'active' }).where('expires_at', '>', now),
            )
            .orWhere({ state: 'used', used_key: key }),
        )
        .update({
          used_at: now,
          used_key: key,
          tries: tx.raw(`case when state = 'used' then tries + 1 else 1 end`),
          state: tx.raw(`case when uses = 'once' then 'used' else state end`),
          ended_at: tx.raw(`case when uses = 'once' then ? else ended_at end`, [
            now,
          ]),
        }),
    );
  }

  /** Notes the run that an act with it has made. */
  async noteRun(id: GrantId, key: string, run: string): Promise<void> {
    await this.#db('grants').where({ id, used_key: key }).update({ run });
  }

  /**
   * Gives back what was used for an act that for certain was not done. One that was tried
   * more than once stays used: another try may have done it.
   */
  async giveBack(id: GrantId, key: string): Promise<void> {
    await this.#db('grants')
      .where({ id, state: 'used', used_key: key, tries: 1 })
      .whereNull('run')
      .update({ state: 'active', ended_at: null, used_key: null });
  }

  /** Those that are over by the clock and not ended yet. */
  async due(): Promise<Grant[]> {
    const now = this.#now();
    const rows = await this.#db<GrantRow>('grants')
      .where(over =>
        over.where({ state: 'waiting' }).where('lapses_at', '<=', now),
      )
      .orWhere(over =>
        over.where({ state: 'active' }).where('expires_at', '<=', now),
      )
      .limit(DUE_AT_ONCE);
    return rows.map(toGrant);
  }

  /**
   * Ends one that is over by the clock.
   * @throws GrantConflictError when it ended in another way meanwhile
   */
  async expire({ id, state }: Grant): Promise<Grant> {
    const [to, at] =
      state === 'waiting'
        ? (['lapsed', 'lapses_at'] as const)
        : (['expired', 'expires_at'] as const);
    return this.#transition(id, tx =>
      tx('grants')
        .where({ id, state })
        .where(at, '<=', this.#now())
        .update({ state: to, ended_at: tx.ref(at) }),
    );
  }

  /** Many requests of one person would hide those of others from who approves. */
  async #assertFewWait(principal: EntityRef): Promise<void> {
    const [{ count }] = await this.#db('grants')
      .where({ principal, state: 'waiting' })
      .count({ count: '*' });
    if (Number(count) >= MOST_WAITING) {
      throw new GrantConflictError(
        `${MOST_WAITING} of your requests wait already. Withdraw some, or wait until they are answered.`,
      );
    }
  }

  async #waitsFor({ fingerprint }: GrantRow): Promise<boolean> {
    const waiting = { fingerprint, state: 'waiting' };
    return Boolean(await this.#db('grants').where(waiting).first());
  }

  #end(
    id: GrantId,
    { from, to }: { from: GrantState; to: 'refused' | 'revoked' },
    said: Speaker,
  ): Promise<Grant> {
    return this.#transition(id, async tx => {
      await this.#take(tx, id, { verdict: to, ...said });
      return tx('grants')
        .where({ id, state: from })
        .update({ state: to, ended_at: this.#now() });
    });
  }

  /** Locks the grant, so that voices come one after another, and writes one down. */
  async #take(
    tx: Knex.Transaction,
    id: GrantId,
    { by, human, verdict, reason }: Said,
  ): Promise<GrantRow> {
    // SQLite has no row locks: the first to write has the whole database.
    await tx('grants').where({ id }).update({ id });
    const grant = await tx<GrantRow>('grants').where({ id }).first();
    const voice = { grant_id: id, human, verdict };
    const known = await tx('grant_decisions').where(voice).first();
    if (!grant || known) {
      throw new GrantConflictError(
        'You have said so already: a person is one voice.',
      );
    }
    await tx('grant_decisions').insert({
      ...voice,
      person: by,
      reason,
      at: this.#now(),
    });
    return grant;
  }

  /** Undone when it changes nothing: then the grant was not in the state that it needs. */
  async #transition(
    id: GrantId,
    change: (tx: Knex.Transaction) => PromiseLike<number>,
  ): Promise<Grant> {
    const row = await transact(this.#db, async tx => {
      const count = await change(tx);
      const now = await tx<GrantRow>('grants').where({ id }).first();
      if (count !== 1 || !now) {
        throw new GrantConflictError(whatBecameOf(now && toGrant(now)));
      }
      return now;
    });
    return this.#changed(toGrant(row));
  }

  #changed(grant: Grant): Grant {
    this.#listeners.forEach(listener => listener(grant.deployment));
    return grant;
  }

  #now(): string {
    return iso(this.#clock());
  }
}

function fingerprintOf({
  principal,
  right,
  deployment: { instance, id },
  digest,
}: NewGrant): string {
  return createHash('sha256')
    .update(JSON.stringify([principal, right, instance, id, digest ?? null]))
    .digest('hex');
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
