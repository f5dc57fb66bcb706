import { z } from 'zod';

/**
 * A deployment as search finds it. What is restricted is not among them.
 * @public
 */
export type SearchableDeployment = {
  readonly instance: string;
  readonly environment: string;
  readonly id: string;
  readonly flowName: string;
  readonly name: string;
  readonly description: string | null;
  readonly tags: readonly string[];
  /** Names of the flow's parameters. */
  readonly parameters: readonly string[];
  /** Refs of the owners of the entities that bind it. */
  readonly owners: readonly string[];
  /** Titles of those entities. */
  readonly entities: readonly string[];
};

/**
 * A page of what search finds, of all instances.
 * @public
 */
export type SearchPage = {
  readonly items: readonly SearchableDeployment[];
  readonly nextCursor: string | null;
};

const page = z.object({
  items: z.array(
    z.object({
      instance: z.string(),
      environment: z.string(),
      id: z.string(),
      flowName: z.string(),
      name: z.string(),
      description: z.string().nullable(),
      tags: z.array(z.string()),
      parameters: z.array(z.string()),
      owners: z.array(z.string()),
      entities: z.array(z.string()),
    }),
  ),
  nextCursor: z.string().nullable(),
});

/**
 * Reads an answer of `GET /search/deployments`.
 * @throws ZodError when it is none
 * @public
 */
export const readSearchPage = (answer: unknown): SearchPage =>
  page.parse(answer);
