import fc from 'fast-check';
import { ansiSpans, plainText } from './ansi';

describe('ansiSpans', () => {
  it('keeps colours and weight', () => {
    expect(ansiSpans('a \u001b[1;31mred\u001b[0m b')).toEqual([
      { text: 'a ', color: undefined, isBold: false },
      { text: 'red', color: 'red', isBold: true },
      { text: ' b', color: undefined, isBold: false },
    ]);
  });

  it('takes bright colours for their plain ones', () => {
    expect(ansiSpans('\u001b[92mok\u001b[0m')[0]).toMatchObject({
      color: 'green',
    });
  });

  it('says the same as the plain text, whatever is in it', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\u001b[31m', '\u001b[0m', '\u001b[2J', '\u001b'),
    );
    fc.assert(
      fc.property(fc.array(piece), pieces => {
        const message = pieces.join('');
        const shown = ansiSpans(message)
          .map(({ text }) => text)
          .join('');
        // eslint-disable-next-line no-control-regex -- it is about these
        expect(shown).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202a-\u202e]/);
      }),
    );
  });
});

describe('plainText', () => {
  it.each([
    ['colours', '\u001b[31mred\u001b[0m', 'red'],
    ['a screen that is cleared', 'before\u001b[2J\u001b[Hafter', 'beforeafter'],
    [
      'a link of a terminal',
      '\u001b]8;;https://evil.example\u0007text\u001b]8;;\u0007',
      'text',
    ],
    ['a return to the start of the line', 'denied\rallowed', 'deniedallowed'],
    ['characters that turn the text around', 'a\u202eb', 'ab'],
  ])('leaves out %s', (_, message, expected) => {
    expect(plainText(message)).toBe(expected);
  });

  it('keeps tabs, line breaks and any script', () => {
    expect(plainText('a\tb\nПривет 你好 ✅')).toBe('a\tb\nПривет 你好 ✅');
  });
});
