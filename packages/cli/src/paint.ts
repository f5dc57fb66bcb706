import type { Host } from './Host';

const CODES = { good: 32, bad: 31 } as const;

/** The text in a colour, where there are colours. */
export function paint(
  { colors }: Pick<Host, 'colors'>,
  meaning: keyof typeof CODES,
  text: string,
): string {
  return colors ? `\u001b[${CODES[meaning]}m${text}\u001b[39m` : text;
}
