/** A file with Cedar policies. */
export type PolicyFile = {
  /** Path inside the folder of policies, with `/`; of several folders, with that of each in front. */
  readonly name: string;
  readonly text: string;
  /**
   * Entity ref of the group that alone owns what these policies may speak about; about all
   * resources where it is not given.
   */
  readonly owner?: string;
  /** In front of the ids of its policies, so that no other place has the same. */
  readonly prefix?: string;
};
