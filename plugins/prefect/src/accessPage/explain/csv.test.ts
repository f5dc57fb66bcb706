import { toCsv } from './csv';

it.each([
  ['a text', 'Ana Ruiz', '"Ana Ruiz"'],
  ['a quote', 'Jo "the" Lim', '"Jo ""the"" Lim"'],
  ['a comma and a line', 'a,\nb', '"a,\nb"'],
  ['a formula', '=1+1', `"'=1+1"`],
  ['a formula after blanks', '  =1+1', `"'  =1+1"`],
  ['a sum', '+1', `"'+1"`],
  ['a difference', '-1', `"'-1"`],
  ['a function', '@SUM(A1)', `"'@SUM(A1)"`],
  ['a tab', '\t=1', `"'\t=1"`],
  ['an entity ref', 'user:default/ana', '"user:default/ana"'],
  ['nothing', '', '""'],
])('%s is harmless and whole', (_, text, written) => {
  expect(toCsv([[text]])).toBe(`${written}\r\n`);
});

it('has a line for each row', () => {
  expect(
    toCsv([
      ['a', 'b'],
      ['c', 'd'],
    ]),
  ).toBe('"a","b"\r\n"c","d"\r\n');
});
