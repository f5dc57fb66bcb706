import {
  PrefectNotFoundError,
  PrefectRefusedError,
} from '@backstage-prefect/backstage-plugin-prefect-node';
import type {
  JsonSchema,
  Run,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type { JsonObject } from '@backstage/types';
import type { Principal } from '../access';
import type { Key } from '../mirror';
import { assertNoTemplates } from './assertNoTemplates';
import { checkAgainstSchema } from './checkAgainstSchema';
import { InvalidParametersError } from './InvalidParametersError';
import { operateRun } from './operateRun';
import { findRun } from './read/findRun';
import { readInputSchema } from './read/readInputSchema';
import { Secrets } from './secrets';
import type { RunsDeps } from './RunsDeps';

/** Resumes a paused run. */
export type ResumeRun = {
  readonly run: Key;
  /** What the run waits for, when it waits for input. */
  readonly input: Record<string, unknown> | undefined;
};

/**
 * Lets a paused run go on, with the input that it waits for.
 *
 * @throws InvalidParametersError when the input does not fit the run's own form
 */
export async function resumeRun(
  deps: RunsDeps,
  by: Principal,
  { run, input }: ResumeRun,
): Promise<Run> {
  if (input) assertNoTemplates(input);
  const schema = await schemaOf(deps, by, run);
  const secrets = new Secrets(schema);
  const meta: JsonObject = input
    ? { input: secrets.mask(input) as JsonObject }
    : {};
  return operateRun(
    deps,
    { by, run, name: 'resume', meta, sent: input as JsonObject | undefined },
    async (client, stamp) => {
      if (schema) await assertFits(deps, { run, schema, input: input ?? {} });
      try {
        await client.resume(run.id, input, stamp);
      } catch (error) {
        throw withoutQuotes(error, secrets);
      }
    },
  );
}

async function schemaOf(
  deps: RunsDeps,
  by: Principal,
  run: Key,
): Promise<JsonSchema | undefined> {
  const row = await findRun(deps, by, run);
  try {
    return await readInputSchema(deps, row);
  } catch (error) {
    if (error instanceof PrefectNotFoundError) return undefined;
    throw error;
  }
}

async function assertFits(
  deps: RunsDeps,
  {
    run,
    schema,
    input,
  }: { run: Key; schema: JsonSchema; input: Record<string, unknown> },
): Promise<void> {
  const fields = await checkAgainstSchema(deps, {
    instance: run.instance,
    schema,
    values: input,
  });
  if (fields.length > 0) throw new InvalidParametersError(fields);
}

/** Prefect's reason quotes what does not fit. */
function withoutQuotes(error: unknown, secrets: Secrets): unknown {
  return error instanceof PrefectRefusedError && secrets.paths.length > 0
    ? new PrefectRefusedError('Prefect refuses this input.')
    : error;
}
