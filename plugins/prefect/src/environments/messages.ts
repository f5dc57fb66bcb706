/** Texts of the comparison between instances. */
export const environmentMessages = {
  what: 'the environments',
  title: 'Environments',
  table: 'Deployments by environment',
  onlyDifferences: 'Only differences',
  column: {
    deployment: 'Deployment',
    differences: 'Differences',
    field: 'Field',
  },
  filter: { text: 'Name' },
  missing: 'Not there',
  neverRan: 'Never ran',
  noVersion: 'No version',
  differences_one: '{{count}} difference',
  differences_other: '{{count}} differences',
  same: 'No difference',
  show: '{{title}}: {{differences}}',
  fields: 'Fields of {{title}}',
  differs: 'differs',
  secret: 'Secret',
  byDefault: "the flow's default",
  nothing: 'none',
  field: {
    version: 'Version',
    schedules: 'Schedules',
    tags: 'Tags',
    entrypoint: 'Entrypoint',
    workPool: 'Work pool',
    workQueue: 'Work queue',
  },
  allSame: 'All environments have the same.',
  noMatch: 'No deployments match.',
  noDifference: 'Nothing that matches differs between environments.',
  empty: {
    title: 'No deployment yet, or none that you may see.',
    description:
      'What is deployed by the same flow and deployment name to several instances is compared here.',
  },
  oneInstance: {
    title: 'There is one Prefect instance, so there is nothing to compare.',
    description:
      'Name another one in prefect.instances of the portal’s configuration, such as dev or staging.',
  },
} as const;
