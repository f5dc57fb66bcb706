import { makeValidator } from '@backstage/catalog-model';
import fc from 'fast-check';
import { entityTags } from './entityTags';

const { isValidTag } = makeValidator();

it.each([
  [
    'what is valid stays',
    ['c++', 'team:data', 'a-b'],
    ['a-b', 'c++', 'team:data'],
  ],
  ['capitals become small', ['ETL'], ['etl']],
  ['the rest becomes a hyphen', ['big data / eu'], ['big-data-eu']],
  ['accents go', ['Übersicht'], ['ubersicht']],
  ['the same tag is there once', ['ETL', 'etl', 'e.t.l'], ['e-t-l', 'etl']],
  ['what has no letter left is left out', ['✅', '--', ''], []],
  [
    'a claim is no tag for people',
    ['backstage:component:default/orders', 'etl'],
    ['etl'],
  ],
  ['what is too long is cut', ['x'.repeat(100)], ['x'.repeat(63)]],
])('%s', (_, tags, expected) => {
  expect(entityTags(tags)).toEqual(expected);
});

it('is valid for any tags', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary', maxLength: 100 })),
      tags => {
        expect(entityTags(tags).every(isValidTag)).toBe(true);
      },
    ),
    { numRuns: 1_000 },
  );
});
