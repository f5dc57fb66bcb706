import type {
  FieldError,
  JsonSchema,
  RunParameters,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { isRecord } from '../read/json';
import { isSecretName } from './isSecretName';
import { ANY, secretPaths, type SecretPath } from './secretPaths';

/** What stands where a secret is. */
export const MASK = '••••••••';

type Replace = (value: unknown) => unknown;

/** What is secret in one flow's parameters, by its schema and by names. */
export class Secrets {
  readonly paths: readonly SecretPath[];

  constructor(schema: JsonSchema | undefined) {
    this.paths = secretPaths(schema);
  }

  /** The same values with a mask for every secret. */
  mask(parameters: RunParameters): RunParameters {
    return this.#walk(parameters, [], () => MASK) as RunParameters;
  }

  /** The same values without the secrets. */
  omit(parameters: RunParameters): RunParameters {
    return this.#walk(parameters, [], () => undefined) as RunParameters;
  }

  /** Where a mask was sent back as if it were the secret. */
  masksIn(parameters: RunParameters): string[][] {
    return leaves(parameters)
      .filter(leaf => leaf.value === MASK && this.isSecret(leaf.path))
      .map(leaf => leaf.path);
  }

  /** Errors of a validator, which quote values: without those of secrets. */
  scrub(
    fields: readonly FieldError[],
    parameters: RunParameters,
  ): FieldError[] {
    const secrets = leaves(parameters).filter(leaf => this.isSecret(leaf.path));
    return fields.map(field =>
      this.#mayQuote(field, secrets)
        ? { ...field, message: 'This value does not fit.' }
        : field,
    );
  }

  isSecret(path: readonly string[]): boolean {
    return (
      this.paths.some(secret => startsWith(path, secret)) ||
      path.some(isSecretName)
    );
  }

  /** At, below or above a secret: a validator quotes the whole object that does not fit. */
  #mayQuote(field: FieldError, secrets: readonly Leaf[]): boolean {
    return (
      this.isSecret(field.path) ||
      secrets.some(
        ({ path, value }) =>
          startsWith(path, field.path) || field.message.includes(String(value)),
      )
    );
  }

  #walk(value: unknown, path: readonly string[], replace: Replace): unknown {
    if (path.length && isHideable(value) && this.isSecret(path)) {
      return replace(value);
    }
    if (Array.isArray(value)) {
      return value.map((item, index) =>
        this.#walk(item, [...path, String(index)], replace),
      );
    }
    if (!isRecord(value)) return value;
    const entries = Object.entries(value)
      .map(([key, item]) => [key, this.#walk(item, [...path, key], replace)])
      .filter(([, item]) => item !== undefined);
    return Object.fromEntries(entries);
  }
}

/** "Not set" and switches tell nothing. */
function isHideable(value: unknown): boolean {
  return value !== null && value !== '' && typeof value !== 'boolean';
}

function startsWith(path: readonly string[], secret: SecretPath): boolean {
  return (
    path.length >= secret.length &&
    secret.every((key, index) => key === ANY || key === path[index])
  );
}

type Leaf = { readonly path: string[]; readonly value: unknown };

function leaves(value: unknown, path: string[] = []): Leaf[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, i) => leaves(item, [...path, String(i)]));
  }
  if (isRecord(value)) {
    return Object.entries(value).flatMap(([k, v]) => leaves(v, [...path, k]));
  }
  return isHideable(value) ? [{ path, value }] : [];
}
