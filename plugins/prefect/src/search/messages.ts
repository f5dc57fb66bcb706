/** Texts of results in Backstage's search. */
export const searchMessages = {
  ownedBy: 'Owner {{owner}}',
} as const;
