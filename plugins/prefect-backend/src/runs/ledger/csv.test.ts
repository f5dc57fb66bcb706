import fc from 'fast-check';
import { toCell } from './csv';

/** What a reader of RFC 4180 makes of one line. */
function readLine(line: string): string[] {
  const cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|$)/gy;
  for (;;) {
    const match = cell.exec(line);
    if (!match) throw new Error(`No RFC 4180: ${line}`);
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2]);
    if (match[3] === '') return cells;
  }
}

it.each([
  ['payouts', 'payouts'],
  ['', ''],
  ['a, b', '"a, b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\nlines', '"two\nlines"'],
  ['=1+1', "'=1+1"],
  [
    '=HYPERLINK("https://a.example","x")',
    `"'=HYPERLINK(""https://a.example"",""x"")"`,
  ],
  ['+31', "'+31"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', `"'\r=1"`],
  ['\uff1d1+1', "'\uff1d1+1"],
  ['a=1', 'a=1'],
  ["'=1", "'=1"],
])('writes %j as %j', (text, cell) => {
  expect(toCell(text)).toBe(cell);
});

it('lets a spreadsheet read no formula, and nothing else than what was there', () => {
  const texts = fc.array(
    fc.oneof(
      fc.string(),
      fc
        .tuple(
          fc.constantFrom('=', '+', '-', '@', '\t', '\r', '"', ',', '\n', "'"),
          fc.string({ unit: 'grapheme' }),
        )
        .map(parts => parts.join('')),
    ),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(texts, given => {
      const read = readLine(given.map(toCell).join(','));
      expect(read).toHaveLength(given.length);
      read.forEach((cell, index) => {
        expect(cell).not.toMatch(/^[=+\-@\t\r]/);
        expect([given[index], `'${given[index]}`]).toContain(cell);
      });
    }),
  );
});
