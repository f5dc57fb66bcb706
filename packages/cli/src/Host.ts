/** Where the program runs and what it is. */
export type Host = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether what is written to `out` may have colours. */
  readonly colors: boolean;
  readonly version: string;
};

/** 0: as it should be. 1: refused, denied or failed. 2: used wrongly. */
export type ExitCode = 0 | 1 | 2;

/** What a command is given: the host, and how it ends. */
export type Shell = Host & { readonly end: (code: ExitCode) => void };
