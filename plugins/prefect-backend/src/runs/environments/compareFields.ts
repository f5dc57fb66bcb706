import type {
  ComparedField,
  DeploymentSchedule,
  JsonSchema,
  RunParameters,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type { DeploymentRow } from '../read/DeploymentRow';
import { groupBy } from '../read/groupBy';
import { parseJson } from '../read/json';
import { canonical } from './canonical';
import { parameterLeaves } from './parameterLeaves';

/** A deployment on one instance, as far as it is compared. */
export type Comparable = {
  readonly row: Pick<
    DeploymentRow,
    | 'instance'
    | 'paused'
    | 'version'
    | 'tags'
    | 'entrypoint'
    | 'work_pool'
    | 'work_queue'
    | 'parameters'
    | 'parameter_schema'
  >;
  readonly schedules: readonly DeploymentSchedule[];
};

/** A field as one instance has it. */
type Fact = ComparedField['values'][number] & {
  readonly name: ComparedField['field'];
  readonly path: readonly string[];
  /** Equal for what is the same. */
  readonly compared: string;
};

/** Field by field, what each instance has: parameters last, in the order of the first. */
export function compareFields(
  deployments: readonly Comparable[],
): ComparedField[] {
  const facts = groupBy(deployments.flatMap(factsOf), ({ name, path }) =>
    JSON.stringify([name, path]),
  );
  return [...facts.values()].map(known => {
    const [{ name, path }] = known;
    return {
      field: name,
      path: [...path],
      differs:
        known.length < deployments.length ||
        known.some(({ compared }) => compared !== known[0].compared),
      values: known.map(({ instance, value, hidden, isDefault }) => ({
        instance,
        value,
        hidden,
        isDefault,
      })),
    };
  });
}

function factsOf({ row, schedules }: Comparable): Fact[] {
  const { instance } = row;
  const plain = (
    name: Fact['name'],
    value: unknown,
    compared = canonical(value),
  ): Fact => ({
    instance,
    name,
    path: [],
    value,
    compared,
    hidden: false,
    isDefault: false,
  });
  const active = schedules.map(schedule => ({
    ...schedule,
    active: schedule.active && !row.paused,
  }));
  return [
    plain('version', row.version),
    plain('schedules', active, canonical(active.map(whenOf).sort())),
    plain('tags', parseJson<string[]>(row.tags, []).toSorted()),
    plain('entrypoint', row.entrypoint),
    plain('workPool', row.work_pool),
    plain('workQueue', row.work_queue),
    ...parameterLeaves(
      parseJson<JsonSchema>(row.parameter_schema, {}),
      parseJson<RunParameters>(row.parameters, {}),
    ).map(({ path, compared, shown, hidden, isDefault }) => ({
      instance,
      name: 'parameter' as const,
      path,
      value: shown,
      compared,
      hidden,
      isDefault,
    })),
  ];
}

/**
 * When it runs, in a text. Where an interval is anchored does not count: a deployment that
 * does not say it is anchored to the moment at which it was made.
 */
function whenOf({ kind, expression, timezone, active }: DeploymentSchedule) {
  return canonical([kind, expression, timezone ?? 'UTC', active]);
}
