import { KubernetesValidatorFunctions } from '@backstage/catalog-model';
import fc from 'fast-check';
import { entityName } from './entityName';

const { isValidObjectName } = KubernetesValidatorFunctions;

/** Names as people and programs make them, down to what no person would. */
const name = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.stringMatching(/^[a-z]{1,20}[-_ ./:][a-zA-Z0-9]{0,60}$/),
  fc
    .array(fc.integer({ min: 0xd7ff, max: 0xe000 }))
    .map(units => String.fromCharCode(...units)),
);
const names = fc.tuple(name, name, name);

it('is valid for any names', () => {
  fc.assert(
    fc.property(names, given => {
      expect(isValidObjectName(entityName('type', given))).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

it('is another one for other names', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(names, {
        minLength: 50,
        selector: given => JSON.stringify(given),
      }),
      given => {
        // The catalog compares refs without case.
        const made = given.map(each => entityName('type', each).toLowerCase());
        expect(new Set(made).size).toBe(given.length);
      },
    ),
    { numRuns: 100 },
  );
});

it.each([
  [
    'says what a person can read',
    ['production', 'orders-etl', 'hourly'],
    /^production-orders-etl-hourly-[0-9a-f]{10}$/,
  ],
  [
    'writes letters without their accents, in lower case',
    ['production', 'Bestellungs-Übersicht', 'täglich (EU)'],
    /^production-bestellungs-ubersicht-taglich-eu-[0-9a-f]{10}$/,
  ],
  [
    'leaves out what is not Latin',
    ['dev', '注文', '日次 ✅'],
    /^dev-[0-9a-f]{10}$/,
  ],
  ['has something to read in any case', ['✅'], /^type-[0-9a-f]{10}$/],
  [
    'cuts what is too long',
    ['production', 'x'.repeat(100), 'y'],
    /^production-x{41}-[0-9a-f]{10}$/,
  ],
])('%s', (_, given, expected) => {
  expect(entityName('type', given)).toMatch(expected);
});

it.each([
  ['case', ['a', 'Etl', 'x'], ['a', 'etl', 'x']],
  ['where one name ends', ['a', 'etl', 'x-y'], ['a', 'etl-x', 'y']],
  ['a composed letter', ['a', 'caf\u00e9', 'x'], ['a', 'cafe\u0301', 'x']],
  ['the instance', ['dev', 'etl', 'x'], ['production', 'etl', 'x']],
  ['half a character', ['a', '\ud800', 'x'], ['a', '\ud801', 'x']],
])('tells apart what differs only in %s', (_, one, other) => {
  expect(entityName('type', one)).not.toBe(entityName('type', other));
});

it('tells types apart', () => {
  expect(entityName('pool', ['a', 'b'])).not.toBe(
    entityName('deployment', ['a', 'b']),
  );
});

it('stays as it is, because an entity of another name is another entity', () => {
  expect(
    entityName('prefect-deployment', ['production', 'orders-etl', 'hourly']),
  ).toBe('production-orders-etl-hourly-85ab033648');
});
