import type {
  DeploymentDetail,
  JsonSchema,
  RunParameters,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { UnknownError, type Principal } from '../../access';
import type { Key } from '../../mirror';
import type { RunsDeps } from '../RunsDeps';
import { Secrets, withoutSecretDefaults } from '../secrets';
import { withFacts } from './deploymentFacts';
import { parseJson } from './json';
import {
  STATS_DAYS,
  toDeployments,
  type DeploymentFactsRow,
} from './toDeployments';
import { visibleDeployments, visibleRuns } from './visibleRuns';

/** A deployment with what its run dialog needs. */
export async function getDeployment(
  deps: RunsDeps,
  by: Principal,
  key: Key,
): Promise<DeploymentDetail> {
  const row = await findWithFacts(deps, by, key);
  const schema = parseJson<JsonSchema>(row.parameter_schema, {});
  const secrets = new Secrets(schema);
  const [[deployment], lastGoodRun] = await Promise.all([
    toDeployments(deps, [row], { by, days: STATS_DAYS }),
    findLastGoodRun(deps, by, row),
  ]);
  return {
    ...deployment,
    parameterSchema: withoutSecretDefaults(schema),
    parameters: secrets.omit(parseJson<RunParameters>(row.parameters, {})),
    secretParameters: secrets.paths.map(path => [...path]),
    enforceParameterSchema: Boolean(row.enforce_parameter_schema),
    lastGoodRun: lastGoodRun && {
      id: lastGoodRun.id,
      name: lastGoodRun.name,
      end: lastGoodRun.end_time,
      parameters: secrets.mask(parseJson(lastGoodRun.parameters, {})),
    },
  };
}

async function findWithFacts(
  deps: RunsDeps,
  by: Principal,
  { instance, id }: Key,
): Promise<DeploymentFactsRow> {
  const query = visibleDeployments(deps.db, await deps.access.viewScope(by))
    .where('d.instance', instance)
    .where('d.id', id.toLowerCase())
    .select('d.*');
  const row: DeploymentFactsRow | undefined = await withFacts(query, {
    db: deps.db,
    nowMs: deps.clock(),
  }).first();
  if (!row) throw new UnknownError();
  return row;
}

type GoodRun = {
  id: string;
  name: string;
  end_time: string | null;
  parameters: string;
};

async function findLastGoodRun(
  { db, access }: RunsDeps,
  by: Principal,
  { instance, id }: Key,
): Promise<GoodRun | null> {
  const run: GoodRun | undefined = await visibleRuns(
    db,
    await access.viewScope(by),
  )
    .where('r.instance', instance)
    .where('r.deployment_id', id)
    .where('r.state_type', 'COMPLETED')
    .orderBy('r.sort_time', 'desc')
    .first('r.id', 'r.name', 'r.end_time', 'r.parameters');
  return run ?? null;
}
