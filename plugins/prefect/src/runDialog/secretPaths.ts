/** Keys from the root to what is secret, as the backend says; `*` is any index or key. */
export type SecretPaths = readonly (readonly string[])[];

type Values = Record<string, unknown>;

/** Whether a value is secret, or part of something that is. */
export function isSecret(
  path: readonly (string | number)[],
  secrets: SecretPaths,
): boolean {
  return secrets.some(
    secret =>
      path.length >= secret.length &&
      secret.every((key, depth) => key === '*' || key === String(path[depth])),
  );
}

/** The values without those that are secret. */
export function withoutSecrets(values: Values, secrets: SecretPaths): Values {
  return omit(values, [], secrets) as Values;
}

function omit(
  value: unknown,
  path: readonly (string | number)[],
  secrets: SecretPaths,
): unknown {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => {
      const at = [...path, index];
      return isSecret(at, secrets) ? [] : [omit(item, at, secrets)];
    });
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      const at = [...path, key];
      return isSecret(at, secrets) ? [] : [[key, omit(item, at, secrets)]];
    }),
  );
}
