import type { Grant } from '@backstage-prefect/backstage-plugin-prefect-common';

/** Where a grant stands for whoever has it. */
export type Section = 'active' | 'waiting' | 'past';

const SECTIONS: readonly Section[] = ['active', 'waiting', 'past'];

/** What is in force first, then what is asked for, then the rest; none that is empty. */
export function sectionsOf(
  grants: readonly Grant[],
): { section: Section; items: Grant[] }[] {
  return SECTIONS.map(section => ({
    section,
    items: grants.filter(({ state }) => sectionOf(state) === section),
  })).filter(({ items }) => items.length > 0);
}

function sectionOf(state: Grant['state']): Section {
  return state === 'active' || state === 'waiting' ? state : 'past';
}
