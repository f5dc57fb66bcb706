/** The folder of policies that a command is about. */
export const folderArgument = [
  '[folder]',
  'folder with policies, as prefect.policies.folder names it',
  'policies',
] as const;
