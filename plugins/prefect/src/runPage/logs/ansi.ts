import Anser from 'anser';

/** A piece of a line in one colour. */
export type AnsiSpan = {
  readonly text: string;
  /** A name such as `red`, without its brightness; undefined is the text's own colour. */
  readonly color: string | undefined;
  readonly isBold: boolean;
};

const ESCAPE = '\u001b';
/** Any escape sequence: colours, cursor moves, links. ECMA-48, and OSC of xterm. */
const SEQUENCES =
  // eslint-disable-next-line no-control-regex -- control characters are what it is about
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;
/** Characters that would move the text around or hide a part of it. */
const CONTROLS =
  // eslint-disable-next-line no-control-regex -- control characters are what it is about
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** A message without colours, and without what could forge how it reads. */
export function plainText(message: string): string {
  return message.replace(SEQUENCES, '').replace(CONTROLS, '');
}

/**
 * A message in its colours. Only colour and weight are taken from it: other sequences, and
 * characters that change the direction of text, are left out.
 */
export function ansiSpans(message: string): AnsiSpan[] {
  if (!message.includes(ESCAPE)) return [plain(message)];
  return Anser.ansiToJson(message, { use_classes: true, remove_empty: true })
    .map(({ content, fg, decorations }) => ({
      text: plainText(content),
      color: fg ? fg.replace(/^ansi-(?:bright-)?/, '') : undefined,
      isBold: decorations.includes('bold'),
    }))
    .filter(({ text }) => text !== '');
}

function plain(message: string): AnsiSpan {
  return { text: plainText(message), color: undefined, isBold: false };
}
