/** Texts of the entity's tab and card. */
export const entityMessages = {
  title: 'Prefect',
  what: 'the deployments',
  theDeployment: 'the deployment',
  summary: {
    idle_one: 'The deployment has not run yet.',
    idle_other: 'None of {{count}} deployments has run yet.',
    healthy_one: 'The deployment is healthy.',
    healthy_other: 'All {{count}} deployments are healthy.',
    needsYou: '{{bad}} of {{total}} need attention: {{first}}.',
  },
  health: {
    failing: '{{title}} failed {{failures}} times since {{time}}',
    failingOnce: '{{title}} failed',
    late: '{{title}} is late',
    waiting: '{{title}} waits for input',
  },
  window: 'Statistics of',
  days_one: '{{count}} day',
  days_other: '{{count}} days',
  column: {
    deployment: 'Deployment',
    runs: 'Last runs',
    success: 'Success',
    usual: 'Usual',
    schedule: 'Schedule, next',
    owner: 'Owner',
    environment: 'Environment',
    pool: 'Pool and workers',
    version: 'Version',
    actions: 'Actions',
  },
  nextRun: 'next {{time}}',
  noWorker: 'No worker polls {{pool}}',
  poolOnly: 'pool {{pool}}',
  pool_one: 'pool {{pool}}, {{count}} worker',
  pool_other: 'pool {{pool}}, {{count}} workers',
  version: 'version {{version}}',
  more: 'More about {{title}}',
  menu: {
    pause: 'Pause schedules',
    resume: 'Resume schedules',
    code: 'Open the code',
    prefect: 'Open in Prefect',
    copyId: 'Copy the id',
    runs: 'All runs',
    whoCan: 'Who can…',
  },
  pauseFailed: 'Could not change the schedules: {{reason}}',
  empty: {
    title: 'No deployment of Prefect belongs here yet.',
    description:
      'Name it in an annotation of this entity, for example in its catalog-info.yaml:',
    unmatched:
      '{{annotation}} names {{value}}, which is not there or not yours to see.',
    suggestions: 'Did you mean {{names}}?',
  },
  proposals: {
    title: 'Proposed by a tag, gives no rights',
    description:
      'These deployments carry a tag that names this entity. To accept, add the annotation {{annotation}}.',
  },
  card: {
    all: 'All deployments',
    failed: 'failed',
    lastRun: 'last run',
  },
} as const;
