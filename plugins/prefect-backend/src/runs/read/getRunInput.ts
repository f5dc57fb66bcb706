import { NotFoundError } from '@backstage/errors';
import { PrefectNotFoundError } from '@backstage-prefect/backstage-plugin-prefect-node';
import type {
  PrefectErrorCode,
  RunInput,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Principal } from '../../access';
import type { Key } from '../../mirror';
import type { RunsDeps } from '../RunsDeps';
import { Secrets, withoutSecretDefaults } from '../secrets';
import { findRun } from './findRun';
import { isRecord } from './json';
import { readInputSchema } from './readInputSchema';
import type { RunRow } from './RunRow';
import { inputKeys, pausedUntil } from './waiting';

/** 404: the run is there, but does not wait for anybody's input. */
class NoInputError extends NotFoundError {
  readonly code: PrefectErrorCode = 'PREFECT_NOT_FOUND';

  constructor() {
    super('This run does not wait for input.');
  }
}

/**
 * The form that a run paused for input waits for.
 *
 * @throws NotFoundError when it waits for none
 */
export async function getRunInput(
  deps: RunsDeps,
  by: Principal,
  key: Key,
): Promise<RunInput> {
  const row = await findRun(deps, by, key);
  const schema = await readInputSchema(deps, row);
  if (!schema) throw new NoInputError();
  return {
    schema: withoutSecretDefaults(schema),
    description: await descriptionOf(deps, row),
    since: row.state_timestamp,
    until: pausedUntil(row.state_details),
    initial: new Secrets(schema).omit(defaultsOf(schema)),
  };
}

/** A flow need not give one. */
async function descriptionOf(
  { instances }: RunsDeps,
  row: RunRow,
): Promise<string | null> {
  const keys = inputKeys(row.state_details);
  if (!keys?.description) return null;
  try {
    const text = await instances
      .reader(row.instance)
      .readRunInput(row.id, keys.description);
    return typeof text === 'string' ? text : null;
  } catch (error) {
    if (error instanceof PrefectNotFoundError) return null;
    throw error;
  }
}

/** `with_initial_data` puts the flow's values into the defaults of the schema. */
function defaultsOf(schema: Record<string, unknown>): Record<string, unknown> {
  const properties = isRecord(schema.properties) ? schema.properties : {};
  const defaults = Object.entries(properties).flatMap(([name, property]) =>
    isRecord(property) && 'default' in property
      ? [[name, property.default] as const]
      : [],
  );
  return Object.fromEntries(defaults);
}
