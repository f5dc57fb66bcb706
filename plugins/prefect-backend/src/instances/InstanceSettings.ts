import type { Instance } from './Instances';

/** Where an instance's secret comes from; a file is read again when it changes. */
export type SecretSource =
  | { readonly from: 'value'; readonly value: string }
  | { readonly from: 'file'; readonly path: string };

/** How requests to an instance are authenticated. */
export type CredentialSettings =
  | { readonly kind: 'none' }
  | { readonly kind: 'apiKey'; readonly secret: SecretSource }
  | { readonly kind: 'authString'; readonly secret: SecretSource };

/** Everything that configuration says about one instance. */
export type InstanceSettings = {
  readonly instance: Instance;
  readonly credential: CredentialSettings;
  /** Further headers, for a proxy in front of Prefect. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
};
