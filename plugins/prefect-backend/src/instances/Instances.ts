import type {
  PrefectClient,
  PrefectReader,
} from '@backstage-prefect/backstage-plugin-prefect-node';

/** Id of a configured instance, the key under `prefect.instances`. */
export type InstanceId = string & { readonly brand: 'InstanceId' };

/** One Prefect API, as it is configured. Holds no credential. */
export type Instance = {
  readonly id: InstanceId;
  readonly title: string;
  /** For example `production`; a property of the instance, never of a deployment. */
  readonly environment: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Ends in `/api`, no trailing slash. */
  readonly apiUrl: string;
  /** Where people open Prefect's own UI; undefined when they cannot. */
  readonly uiUrl: string | undefined;
};

/** The Prefect servers, their environment and the one way out to them. */
export interface Instances {
  /** In the order of the configuration. */
  list(): readonly Instance[];
  find(id: string): Instance | undefined;
  /** @throws NotFoundError with code PREFECT_NOT_FOUND */
  get(id: string): Instance;
  /** A client that can only read. */
  reader(id: InstanceId): PrefectReader;
  /** A client that changes things; only `runs/perform.ts` may ask for it. */
  client(id: InstanceId): PrefectClient;
  /** Opens one of Prefect's event sockets with the credential as it is now. */
  openSocket(id: InstanceId, path: '/events/out' | '/logs/out'): PrefectSocket;
  /** Closes the connection pools. */
  close(): Promise<void>;
}

/** An authenticated socket that yields parsed messages until it ends. */
export interface PrefectSocket {
  /**
   * Connects, authenticates and asks for what the filter lets through. Yields
   * `{ type: 'subscribed' }` when that is done, then every message of Prefect.
   */
  messages(
    request: { readonly filter: object; readonly backfill?: boolean },
    signal: AbortSignal,
  ): AsyncIterable<unknown>;
}
