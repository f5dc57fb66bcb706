import {
  personForm,
  resourceForm,
  type PolicyQuestion,
} from '@backstage-prefect/policies';
import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { UsageError } from '../UsageError';

const populationForm = z.strictObject({
  people: z.array(personForm).min(1),
  deployments: z.array(resourceForm).min(1),
});

/** The people and deployments that questions are about. */
export type Population = {
  readonly people: readonly PolicyQuestion['principal'][];
  readonly deployments: readonly PolicyQuestion['resource'][];
};

/**
 * Reads them from a file in YAML or JSON, written as in tests of policies.
 *
 * @throws UsageError when it is not what it should be
 */
export async function readPopulation(file: string): Promise<Population> {
  const document = parseDocument(await readFile(file, 'utf8'));
  const [mistake] = document.errors;
  if (mistake) throw new UsageError(`${file}: ${mistake.message}`);
  const read = populationForm.safeParse(document.toJS());
  if (read.success) return read.data;
  throw new UsageError(`${file}: ${z.prettifyError(read.error)}`);
}

/** How commands take the file. */
export const questionsOption = [
  '--questions <file>',
  'people and deployments to ask about (YAML or JSON)',
] as const;
