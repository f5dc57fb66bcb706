import type { Knex } from 'knex';
import {
  UnknownError,
  type DeploymentScope,
  type Principal,
} from '../../access';
import type { Key } from '../../mirror';
import type { RunsDeps } from '../RunsDeps';
import {
  selectRunDetailRows,
  selectRunRows,
  type RunDetailRow,
  type RunRow,
} from './RunRow';
import { visibleRuns } from './visibleRuns';

/** @throws UnknownError when it is not there or may not be viewed */
export async function findRun(
  deps: RunsDeps,
  by: Principal,
  key: Key,
): Promise<RunRow> {
  const scope = await deps.access.viewScope(by);
  const [row] = await selectRunRows(oneRun(deps, scope, key));
  if (!row) throw new UnknownError();
  return row;
}

/** @throws UnknownError when it is not there or may not be viewed */
export async function findRunDetail(
  deps: RunsDeps,
  by: Principal,
  key: Key,
): Promise<RunDetailRow> {
  const scope = await deps.access.viewScope(by);
  const [row] = await selectRunDetailRows(oneRun(deps, scope, key));
  if (!row) throw new UnknownError();
  return row;
}

function oneRun(
  { db }: RunsDeps,
  scope: DeploymentScope,
  { instance, id }: Key,
): Knex.QueryBuilder {
  return visibleRuns(db, scope)
    .where('r.instance', instance)
    .where('r.id', id.toLowerCase());
}
