/** Texts of the filters above the lists, and of the pages below. */
export const filterMessages = {
  label: 'Filters',
  what: 'what one can filter by',
  any: 'Any',
  find: 'Search',
  owner: 'Owner',
  myTeams: 'My teams',
  counted: '{{name}}: {{total}}',
  pages: {
    label: 'Pages',
    total: '{{total}} in all',
    range: '{{first}}–{{last}} of {{total}}',
    rangeOnly: '{{first}}–{{last}}',
    many: 'more than {{most}}',
    first: 'First page',
    previous: 'Previous page',
    next: 'Next page',
  },
} as const;
