/** A component of the catalog, and what it is bound to. */
export type BoundComponent = {
  readonly name: string;
  /** Group that owns it. */
  readonly owner: string;
  /** Titles of deployments, `flow/deployment`. */
  readonly deployments: readonly string[];
};

/** Where a process of a bench keeps its tables. */
export type BenchDatabase =
  | { readonly kind: 'sqlite'; readonly directory: string }
  | { readonly kind: 'postgres'; readonly url: string };

/** What the portal of a bench is started with. */
export type PortalOptions = {
  readonly database: BenchDatabase;
  readonly apiUrl: string;
  readonly authString: string;
  readonly components: readonly BoundComponent[];
  /** `portal` alone reads what is there and follows nothing. */
  readonly roles: readonly ('portal' | 'sync')[];
};

/** What a portal tells whoever started it. */
export type FromPortal =
  | {
      readonly kind: 'ready';
      readonly port: number;
      /** The `Authorization` header of a person of the bench. */
      readonly authorization: string;
    }
  /** So many more states that events told were stored. */
  | { readonly kind: 'folded'; readonly count: number };
