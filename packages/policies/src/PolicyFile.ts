/** A file with Cedar policies. */
export type PolicyFile = {
  /** Path inside the folder of policies, with `/`. */
  readonly name: string;
  readonly text: string;
};
