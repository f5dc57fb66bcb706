// The last word decides: `api_token` is a secret, `token_count` and `max_tokens` are not.
const SECRET_ENDINGS = [
  'password',
  'passwd',
  'pwd',
  'passphrase',
  'token',
  'secret',
  'secrets',
  'apikey',
  'api_key',
  'access_key',
  'secret_key',
  'private_key',
  'signing_key',
  'encryption_key',
  'credential',
  'credentials',
  'authorization',
  'auth_string',
  'connection_string',
  'dsn',
];

/** Whether people usually keep secrets under this name: `dbPassword`, `api_key`, `X-Auth-Token`. */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLocaleLowerCase('en-US')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|[_\d]+$/g, '');
  return SECRET_ENDINGS.some(
    ending => words === ending || words.endsWith(`_${ending}`),
  );
}
