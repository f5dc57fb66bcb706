import type { Knex } from 'knex';
import { applyScope, type DeploymentScope } from '../../access';
import { toEntityRef } from '../../bindings';
import { whereTextMatches } from '../read/textMatches';
import { NONE } from '../read/whereBound';
import type { GetOwnershipHealth } from './getOwnershipHealth';

/** What narrows the problems; of a list any value fits. */
export type ProblemFilter = Pick<
  GetOwnershipHealth,
  'instance' | 'owner' | 'problem' | 'q'
>;

/** What somebody may know. */
export type Seen = {
  readonly scope: DeploymentScope;
  /** Entities that they may read, of those whose annotations name nothing. */
  readonly readable: readonly string[];
};

/** Queries over `ownership_problems as p`, of what one person may know. */
export class ProblemQueries {
  readonly #db: Knex;
  readonly #seen: Seen;

  constructor(db: Knex, seen: Seen) {
    this.#db = db;
    this.#seen = seen;
  }

  /** Those that match. */
  matching({ instance, owner, problem, q }: ProblemFilter): Knex.QueryBuilder {
    const query = this.#visible();
    if (instance?.length) query.whereIn('p.instance', instance);
    if (problem?.length) query.whereIn('p.problem', problem);
    if (owner?.length) this.#whereTeam(query, owner);
    if (q?.trim()) {
      whereTextMatches(query, this.#db, {
        text: q.trim(),
        columns: ['p.title', 'p.subject', 'p.subject_title'],
      });
    }
    return query;
  }

  /**
   * Whose problem each is, as `(id, team)`: the owners of what is shared, the owner that is
   * gone, or who likely owns it. A guess from a deployment that one may not view is none.
   */
  teams(): Knex.QueryBuilder {
    const { scope } = this.#seen;
    const known = this.#visible()
      .where(may =>
        may.whereNotNull('p.team_ref').orWhere(guess =>
          applyScope(guess.whereNotNull('p.likely_owner'), scope, {
            instance: 'p.because_instance',
            deployment: 'p.because_id',
          }),
        ),
      )
      .select('p.id', {
        team: this.#db.raw('coalesce(p.team_ref, p.likely_owner)'),
      });
    const sharing = this.#visible()
      .join('deployment_owners as o', on =>
        on
          .on('o.instance', 'p.instance')
          .on('o.deployment_id', 'p.deployment_id'),
      )
      .where('p.problem', 'shared')
      .select('p.id', { team: 'o.owner_ref' });
    return this.#db
      .from(known.unionAll([sharing]).as('t'))
      .select('t.id', 't.team');
  }

  #visible(): Knex.QueryBuilder {
    const { scope, readable } = this.#seen;
    return this.#db('ownership_problems as p').where(any =>
      any
        .where(own =>
          applyScope(own.whereNotNull('p.deployment_id'), scope, {
            instance: 'p.instance',
            deployment: 'p.deployment_id',
          }),
        )
        .orWhere(note =>
          note.whereNull('p.deployment_id').whereIn('p.subject', readable),
        ),
    );
  }

  #whereTeam(query: Knex.QueryBuilder, owners: readonly string[]): void {
    const refs = owners.filter(owner => owner !== NONE).map(toEntityRef);
    const idsOf = (teams: Knex.QueryBuilder) =>
      this.#db.from(teams.as('whose')).select('whose.id');
    query.where(any => {
      any.whereIn('p.id', idsOf(this.teams().whereIn('t.team', refs)));
      if (owners.includes(NONE)) any.orWhereNotIn('p.id', idsOf(this.teams()));
    });
  }
}
