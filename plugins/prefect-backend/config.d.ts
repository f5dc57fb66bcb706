export interface Config {
  /** Prefect in Backstage. */
  prefect: {
    /**
     * The Prefect instances, by id: a-z, 0-9 and "-", at most 63 characters. The id is a
     * part of annotations and URLs, so choose one that stays.
     */
    instances: {
      [id: string]: {
        /** Prefect's API as the backend reaches it; its path ends in /api. */
        url: string;

        /**
         * What the instance is used for, such as `production`. Permission policies decide
         * by it.
         */
        environment: string;

        /** Name on screen. Default: the id. */
        title?: string;

        /** Prefect's own UI as people reach it. Default: no links to it. */
        uiUrl?: string;

        /** Free labels, part of what the API answers about the instance. Default: none. */
        labels?: { [name: string]: string };

        /**
         * API key, as Prefect Cloud gives it. At most one of apiKey, apiKeyFile, authString
         * and authStringFile.
         * @visibility secret
         */
        apiKey?: string;

        /** File that holds the API key; read again when it changes. */
        apiKeyFile?: string;

        /**
         * `user:password` of PREFECT_SERVER_API_AUTH_STRING of a self-hosted server.
         * @visibility secret
         */
        authString?: string;

        /** File that holds the auth string; read again when it changes. */
        authStringFile?: string;

        /**
         * Further headers on every request, for a proxy in front of Prefect. Default: none.
         * @deepVisibility secret
         */
        headers?: { [name: string]: string };

        /** Seconds until a request is given up, at most 300. Default: 15. */
        timeoutSeconds?: number;
      };
    };

    /**
     * Which of the plugin's work this process does: `portal` serves pages, `sync` follows
     * Prefect when no other process does, `gateway` is reserved and does nothing yet.
     * Default: portal and sync.
     */
    roles?: Array<'portal' | 'gateway' | 'sync'>;

    /** The copy of what Prefect holds. */
    mirror?: {
      /** Days that ended runs are kept. Default: 30. */
      retentionDays?: number;

      /** Days of runs that are read when an instance is first seen. Default: retentionDays. */
      seedDays?: number;

      /**
       * Runs of one deployment that are kept; of more, the oldest that ended go first.
       * Default: 10000.
       */
      maxRunsPerDeployment?: number;

      /** Seconds between two full comparisons with Prefect. Default: 20. */
      reconcileSeconds?: number;
    };

    /** The record of who did what, which can be verified later. */
    ledger?: {
      /**
       * Private Ed25519 keys, PEM. The first signs; older ones after it endorse it, so that
       * who knows their public half can verify on. Default: one is made and kept in the
       * plugin's database, with a warning.
       * @deepVisibility secret
       */
      signingKeys?: string[];

      /**
       * Key of the digests that prove which parameters were sent, at least 32 characters.
       * Default: one is made and kept in the plugin's database.
       * @visibility secret
       */
      digestKey?: string;

      /** Seconds between two signed checkpoints. Default: 60. */
      checkpointSeconds?: number;

      /** Seconds between two signs of life in an idle process. Default: 300. */
      heartbeatSeconds?: number;

      /** A second place for checkpoints. */
      anchor?: {
        /** File to which each checkpoint is appended, on another disk or machine. Default: none. */
        file?: string;
      };

      /** Days that entries are kept. Default: 400. */
      retentionDays?: number;
    };

    /** Which catalog entity a deployment belongs to. */
    bindings?: {
      /** Seconds between two looks at the catalog. Default: 10. */
      refreshSeconds?: number;
    };

    /** Who is in which group. */
    people?: {
      /**
       * How long the groups that were read last count while the catalog does not answer, in
       * seconds; everything is denied afterwards. Default 300.
       */
      outageSeconds?: number;
    };

    /** Who may do what. */
    policies?: {
      /**
       * Folder with Cedar policies, `*.cedar` in it and below; a path that is not absolute begins
       * where the backend runs. Default: the starter policies of the package.
       */
      folder?: string;

      /**
       * Several places instead of one folder: those of the company before those of teams.
       */
      sources?: Array<{
        /** In front of the names of its files; of a-z, 0-9 and "-". */
        name: string;
        /** As `prefect.policies.folder`. */
        folder?: string;
        /** Instead of a folder: a tree in Git that Backstage's integrations can read. */
        url?: string;
        /**
         * Entity ref of the team whose policies these are. They speak about nothing but what
         * it owns, whatever is written in them.
         */
        owner?: string;
      }>;

      /** Seconds between two looks at folders. Default: 1. */
      refreshSeconds?: number;

      /** Seconds between two looks at addresses. Default: 60. */
      urlRefreshSeconds?: number;
    };
  };
}
