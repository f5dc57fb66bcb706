/** Texts of the overview. */
export const overviewPageMessages = {
  what: 'the overview',
  scope: {
    label: 'Overview of',
    everything: 'Everything',
    nobody: 'What belongs to nobody',
  },
  headline: {
    you: {
      some_one: '{{count}} needs you',
      some_other: '{{count}} need you',
      many: '{{most}} or more need you',
      nothing: 'Nothing needs you.',
    },
    somebody: {
      some_one: '{{count}} needs somebody',
      some_other: '{{count}} need somebody',
      many: '{{most}} or more need somebody',
      nothing: 'Nothing needs anybody.',
    },
    next: 'Next: {{title}}, {{time}}',
  },
  attention: {
    label: 'What needs somebody, most urgent first',
    waiting: 'waits for input since {{time}}',
    waitingUntil: 'waits for input, {{left}} left',
    waitingOver: 'waits for input, its time is over',
    failing: 'failed {{failures}} times since {{time}}',
    failed: 'failed {{time}}',
    late: 'is late, was due {{time}}',
    owner: 'Owner:',
    answer: 'Answer',
    open: 'Open',
    act: '{{verb}}: {{title}}',
  },
  asks: {
    label: 'What waits for your approval',
    review: 'Review',
  },
  running: {
    title: 'Running',
    none: 'Nothing runs',
    count_one: '{{count}} run',
    count_other: '{{count}} runs',
    many: '{{most}} or more runs',
  },
  upcoming: {
    title: 'Next 2 hours',
    none: 'Nothing is due',
    count_one: '{{count}} run',
    count_other: '{{count}} runs',
  },
  teams: {
    title: 'By team',
    team: 'Team',
    figure: {
      deployments: 'Deployments',
      failing: 'Failing',
      late: 'Late',
      running: 'Running',
      success: 'Success 7 d',
      lateness: 'Lateness',
    },
    link: '{{number}}, {{figure}}, {{team}}',
  },
  empty: {
    mine: 'No deployment belongs to your teams.',
    nobody: 'Every deployment that you may see has an owner.',
    owner: 'No deployment that you may see belongs to {{owner}}.',
    description:
      'A deployment belongs to who owns the component that it is bound to.',
    everything: 'Show everything',
  },
} as const;
