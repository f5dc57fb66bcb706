/** How one Prefect API is reached. @public */
export type PrefectConnection = {
  /** How people call it, for messages. */
  readonly name: string;
  /** Ends in `/api`, no trailing slash. */
  readonly apiUrl: string;
  /**
   * The headers that carry the credential, as it is at this moment.
   * @throws PrefectCredentialRefusedError when it cannot be read
   */
  headers(): Record<string, string> | Promise<Record<string, string>>;
  /** How long one request may take, ms. */
  readonly timeoutMs: number;
  /** The network edge; undici's or the global fetch. The signal ends the request. */
  readonly fetch: (
    request: Request,
    init: { readonly signal: AbortSignal },
  ) => Promise<Response>;
  /** Waits between tries, ms; injected so that tests do not sleep. */
  readonly sleep: (ms: number) => Promise<void>;
  /** A number from 0 up to but not including 1, for jitter. */
  readonly random: () => number;
};
