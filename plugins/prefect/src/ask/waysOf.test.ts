import type { AccessOffer } from '@backstage-prefect/backstage-plugin-prefect-common';
import { anAccessOffer, someTerms } from '../testing';
import { hasWay, needsParameters, waysOf } from './waysOf';

const terms = someTerms();
const rows: {
  what: string;
  offer: Partial<AccessOffer>;
  ways: object;
  any: boolean;
}[] = [
  { what: 'asked for', offer: {}, ways: { approved: terms }, any: true },
  {
    what: 'not asked for when nobody could approve it',
    offer: { approvers: [] },
    ways: {},
    any: false,
  },
  {
    what: 'not asked for when too few could approve it',
    offer: { terms: someTerms({ approvals: 3 }) },
    ways: {},
    any: false,
  },
  {
    what: 'taken at once, also when nobody could approve it',
    offer: { terms: null, breakGlassTerms: terms, approvers: [] },
    ways: { now: terms },
    any: true,
  },
  { what: 'neither', offer: { terms: null }, ways: {}, any: false },
];

it.each(rows)('a right can be $what', ({ offer, ways, any }) => {
  const found = waysOf(anAccessOffer(offer));
  expect(found).toEqual(ways);
  expect(hasWay(found)).toBe(any);
});

it.each([
  ['approved', true],
  ['any', false],
] as const)('a run with %s parameters: to be said %s', (parameters, needed) => {
  expect(needsParameters({ now: someTerms({ parameters }) })).toBe(needed);
});
