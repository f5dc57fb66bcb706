import type { PolicyFile } from '@backstage-prefect/policies';

/** A place where policies are. */
export interface PolicySource {
  /** In front of its files in messages and records; '' where there is one place only. */
  readonly name: string;
  /** For whoever runs the portal: the folder or address. */
  readonly place: string;
  /** Entity ref of the group that alone owns what they may speak about. */
  readonly owner: string | undefined;
  /** What is there now. Rejects when it cannot be read. */
  read(): Promise<readonly PolicyFile[]>;
}
