import fc from 'fast-check';
import { yamlLine } from './yamlLine';

it.each([
  ['production:etl/hourly', 'a: production:etl/hourly'],
  ['production:etl/x, dev:etl/x', 'a: production:etl/x, dev:etl/x'],
  ['production:etl: x', 'a: "production:etl: x"'],
  ['production:etl #1', 'a: "production:etl #1"'],
  ['production:"q"', 'a: "production:\\"q\\""'],
  ['dev:', 'a: "dev:"'],
])('writes %s so that it is read as the same text', (value, line) => {
  expect(yamlLine('a', value)).toBe(line);
});

it('stays in one line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), value => {
      expect(yamlLine('a', value)).not.toMatch(/[\r\n]/);
    }),
  );
});
