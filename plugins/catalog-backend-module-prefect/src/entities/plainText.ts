/**
 * Text that every database of a catalog can hold: no half of a character, and no control
 * characters but those that break lines.
 */
export function plainText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}]/gu, character =>
    '\t\n\r'.includes(character) ? character : '\uFFFD',
  );
}
