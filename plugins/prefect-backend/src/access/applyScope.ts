import type { Knex } from 'knex';
import type {
  DeploymentScope,
  IdentityRule,
  ScopeRule,
} from './DeploymentScope';

/** Where the outer query keeps the key of the deployment: `r.governing_deployment_id`. */
export type ScopeColumns = {
  readonly instance: string;
  readonly deployment: string;
};

/**
 * Narrows a query to what is in the scope. Rows without a deployment are judged as owned
 * by nobody, untagged and not restricted; rows of a deployment whose place in the catalog
 * is not known yet are left out, because it may turn out to be restricted.
 *
 * The scope is worked out over the deployments, of which there are hundreds, and not over
 * the rows, of which there may be a hundred thousand: the subquery that is made does not
 * depend on the row, so the database answers it once and looks rows up in the answer. It
 * never goes the other way, by all rows of each deployment in the scope: two negations hide
 * from SQLite that an index would serve for that.
 */
export function applyScope<TQuery extends Knex.QueryBuilder>(
  query: TQuery,
  scope: DeploymentScope,
  columns: ScopeColumns,
): TQuery {
  query.where(visible =>
    visible
      .whereNot(hidden =>
        hidden.whereNotIn(
          [columns.instance, columns.deployment],
          deploymentsIn(scope),
        ),
      )
      .orWhere(without =>
        without
          .whereNull(columns.deployment)
          .where(inner =>
            addScope(inner, withoutDeployment(scope), columns.instance),
          ),
      ),
  );
  return query;
}

function deploymentsIn(scope: DeploymentScope): Knex.QueryCallback {
  return query => {
    query
      .select('scope_deployment.instance', 'scope_deployment.deployment_id')
      .from({ scope_deployment: 'bound_deployments' })
      .where(inner => addScope(inner, scope, 'scope_deployment.instance'));
  };
}

/** The scope as it is for something that belongs to no deployment. */
function withoutDeployment(scope: DeploymentScope): DeploymentScope {
  if ('anyOf' in scope) {
    return { anyOf: scope.anyOf.map(withoutDeployment) };
  }
  if ('allOf' in scope) {
    return { allOf: scope.allOf.map(withoutDeployment) };
  }
  if ('not' in scope) {
    return { not: withoutDeployment(scope.not) };
  }
  switch (scope.rule) {
    case 'IS_OWNER':
    case 'HAS_TAG':
    case 'IS_DEPLOYMENT':
      return { rule: 'NEVER' };
    case 'IS_LISTED':
      return { rule: 'ON_INSTANCE', instances: scope.instances };
    case 'HAS_SENSITIVITY':
      return { rule: scope.sensitivity === 'normal' ? 'ALWAYS' : 'NEVER' };
    default:
      return scope;
  }
}

function addScope(
  where: Knex.QueryBuilder,
  scope: DeploymentScope,
  instance: string,
): void {
  if ('anyOf' in scope) {
    // An empty OR group would be dropped by Knex, and so mean "everything".
    where.whereRaw('1 = 0');
    for (const part of scope.anyOf) {
      where.orWhere(inner => addScope(inner, part, instance));
    }
  } else if ('allOf' in scope) {
    where.whereRaw('1 = 1');
    for (const part of scope.allOf) {
      where.andWhere(inner => addScope(inner, part, instance));
    }
  } else if ('not' in scope) {
    where.whereNot(inner => addScope(inner, scope.not, instance));
  } else {
    addRule(where, scope, instance);
  }
}

// No criterion may be NULL for any row: NOT would turn it into a row that is lost.
function addRule(
  where: Knex.QueryBuilder,
  rule: ScopeRule | IdentityRule,
  instance: string,
): void {
  switch (rule.rule) {
    case 'ALWAYS':
    case 'IS_DEPLOYMENT':
      where.whereRaw('1 = 1');
      break;
    case 'IS_OWNER':
      where.whereExists(
        factAbout('deployment_owners', fact =>
          fact.whereIn('scope_fact.owner_ref', rule.refs),
        ),
      );
      break;
    case 'ON_INSTANCE':
      where.whereIn(instance, rule.instances);
      break;
    case 'HAS_TAG':
      where.whereExists(
        factAbout('deployment_tags', fact =>
          fact.where('scope_fact.tag', rule.tag),
        ),
      );
      break;
    case 'HAS_SENSITIVITY':
      addSensitivity(where, rule.sensitivity);
      break;
    case 'IS_LISTED':
      where.whereRaw(
        `(scope_deployment.instance, scope_deployment.deployment_id) in (${listed(
          where,
        )})`,
        [JSON.stringify(rule.deployments)],
      );
      break;
    default:
      where.whereRaw('1 = 0');
  }
}

/** Pairs from a list in one bind variable, because databases take few thousand of these. */
function listed(where: Knex.QueryBuilder): string {
  const { client } = where as unknown as { client: Knex.Client };
  return client.config.client === 'pg'
    ? 'select value ->> 0, value ->> 1 from json_array_elements(?::json)'
    : "select json_extract(value, '$[0]'), json_extract(value, '$[1]') from json_each(?)";
}

function addSensitivity(where: Knex.QueryBuilder, sensitivity: string): void {
  if (sensitivity === 'normal') {
    where.whereNotExists(factAbout('deployment_sensitivity'));
  } else {
    where.whereExists(
      factAbout('deployment_sensitivity', fact =>
        fact.where('scope_fact.sensitivity', sensitivity),
      ),
    );
  }
}

/** A subquery for the rows of a table about `scope_deployment`. */
function factAbout(
  table: string,
  narrow?: (query: Knex.QueryBuilder) => void,
): Knex.QueryCallback {
  return query => {
    query
      .select('scope_fact.instance')
      .from({ scope_fact: table })
      .whereRaw('scope_fact.instance = scope_deployment.instance')
      .whereRaw('scope_fact.deployment_id = scope_deployment.deployment_id');
    narrow?.(query);
  };
}
