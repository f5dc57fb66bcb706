/** Texts of the list of deployments. */
export const deploymentsPageMessages = {
  what: 'the deployments',
  views: {
    label: 'Views of deployments',
    list: 'List',
    schedules: 'Next 24 h',
    environments: 'Environments',
    ownership: 'Ownership',
  },
  filter: {
    text: 'Name',
    health: 'Health',
    instance: 'Instance',
    entity: 'Component',
    tag: 'Tag',
  },
  sort: {
    label: 'Sort by',
    title: 'Name, A to Z',
    '-title': 'Name, Z to A',
    nextRun: 'Next run, soonest first',
    latestRun: 'Last run, newest first',
  },
  noMatch: 'No deployments match.',
  empty: {
    title: 'No deployment yet, or none that you may see.',
    description:
      'Deploy a flow from its repository, and it appears here by itself:',
  },
} as const;
