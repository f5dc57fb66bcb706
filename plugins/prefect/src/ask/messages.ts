/** Texts of asking for a right. */
export const askMessages = {
  ask: 'Ask',
  title: {
    run: 'Ask to run {{title}} in {{environment}}',
    operate: 'Ask to operate the runs of {{title}} in {{environment}}',
    schedule: 'Ask to change the schedules of {{title}} in {{environment}}',
  },
  what: 'what you may ask for',
  way: {
    label: 'When',
    approved: 'When it is approved',
    now: 'At once, by breaking the glass',
  },
  uses: {
    label: 'How often',
    once: 'Once',
    many: 'As often as you need',
    onceWith: 'Once, with these parameters',
    manyWith: 'As often as you need, with these parameters',
  },
  time: {
    label: 'For',
    approved: 'From the approval on.',
    now: 'From now on.',
  },
  reason: {
    label: 'Because',
    help: 'Approvers and auditors read it.',
    missing: 'Say why: approvers and auditors read it.',
  },
  needs: 'Needs {{needed}} of {{names}}; not yourself.',
  others: '{{names}} and {{rest}} more',
  tooFew: {
    none: 'Nobody but you may approve it. Ask whoever runs the portal to name somebody in a policy.',
    some: 'It needs {{needed}} people who approve, and there is only {{names}}. Ask whoever runs the portal to name more in a policy.',
  },
  breakGlass: {
    open: 'Break the glass…',
    title: 'Break the glass?',
    text: 'The right is in force at once and nobody is asked. A review stays open until somebody else who may approve it has closed it.',
    confirm: 'Break the glass',
    keep: 'Do not',
  },
  failed: 'It was not asked for.',
  asked: 'Asked. It waits for approval.',
  taken: 'It is in force. A review is open.',
  see: 'See the request',
  close: 'Close',
} as const;
