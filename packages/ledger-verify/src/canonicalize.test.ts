import * as fc from 'fast-check';
import { canonicalize } from './canonicalize.ts';

it('gives the text of RFC 8785, section 3.2.3', () => {
  const value = JSON.parse(
    '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
  );

  expect(canonicalize(value)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
});

it('sorts keys by UTF-16 units, those like numbers too', () => {
  const keys = [
    '\u20ac',
    '\r',
    '\ufb33',
    '1',
    '10',
    '9',
    '\ud83d\ude00',
    '\u0080',
    '\u00f6',
  ];
  const value = Object.fromEntries(keys.map(key => [key, 0]));

  expect(canonicalize(value)).toBe(
    '{"\\r":0,"1":0,"10":0,"9":0,"\u0080":0,"\u00f6":0,"\u20ac":0,"\ud83d\ude00":0,"\ufb33":0}',
  );
});

it('means the same, and does not depend on the order of keys', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), value => {
      const text = canonicalize(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalize(JSON.parse(text))).toBe(text);
    }),
  );
});

it.each([
  ['no number', NaN],
  ['no finite number', [Infinity]],
  ['half a pair', '\ud800'],
  ['half a pair as a key', { '\udc00': 1 }],
  ['a date', new Date(0)],
  ['a map', new Map()],
  ['a function', () => 1],
  ['a large integer', 1n],
])('refuses %s', (_, value) => {
  expect(() => canonicalize(value)).toThrow(TypeError);
});
