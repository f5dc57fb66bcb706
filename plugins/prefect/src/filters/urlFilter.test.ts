import fc from 'fast-check';
import { createUrlFilter, flag, oneOf, someOf, text, texts } from './urlFilter';

const STATES = ['FAILED', 'LATE', 'RUNNING'] as const;
const SORTS = ['title', '-title'] as const;

const filter = createUrlFilter({
  q: text,
  owner: texts,
  state: someOf(STATES),
  sort: oneOf(SORTS, 'title'),
  future: flag,
});

const filters = fc.record({
  q: fc.string({ maxLength: 200 }).map(value => value.trim()),
  owner: fc.uniqueArray(fc.string({ minLength: 1 })),
  state: fc.subarray([...STATES]),
  sort: fc.constantFrom(...SORTS),
  future: fc.boolean(),
});

const anyText = fc.string({ unit: 'grapheme' });

const searches = fc.array(
  fc.tuple(
    fc.oneof(
      fc.constantFrom('q', 'owner', 'state', 'sort', 'future', 'cursor'),
      anyText,
    ),
    fc.oneof(fc.constantFrom(...STATES, ...SORTS, 'true'), anyText),
  ),
);

it('reads what it wrote', () => {
  fc.assert(
    fc.property(filters, given => {
      const url = String(filter.write(given));
      expect(filter.read(new URLSearchParams(url))).toEqual(given);
    }),
  );
});

it('makes of any URL one that means the same and stays as it is', () => {
  fc.assert(
    fc.property(searches, given => {
      const once = filter.write(filter.read(new URLSearchParams(given)));
      expect(String(filter.write(filter.read(once)))).toBe(String(once));
    }),
  );
});

it('needs no parameter for what is not asked', () => {
  expect(String(filter.write(filter.none))).toBe('');
  expect(filter.none).toEqual({
    q: '',
    owner: [],
    state: [],
    sort: 'title',
    future: false,
  });
});

it.each([
  ['a state there is not', 'state=HAPPY', {}],
  ['an order there is not', 'sort=colour', {}],
  ['a parameter of somebody else', 'cursor=abc', {}],
  ['the same twice', 'owner=a&owner=a', { owner: ['a'] }],
  ['blanks around a text', 'q=+nightly+', { q: 'nightly' }],
  ['nothing', 'owner=&q=', {}],
])('passes over %s', (_, search, meant) => {
  expect(filter.read(new URLSearchParams(search))).toEqual({
    ...filter.none,
    ...meant,
  });
});

it('cuts a text that the portal API would refuse', () => {
  const long = new URLSearchParams({ q: 'x'.repeat(300) });
  expect(filter.read(long).q).toHaveLength(200);
});
