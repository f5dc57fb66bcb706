import { InvalidRequestError } from '../InvalidRequestError';

/** Where a page ended: the sort key, then what makes it unique. */
export type Cursor = {
  readonly key: string;
  readonly id: string;
  readonly instance: string;
};

/** Opaque to callers. */
export function encodeCursor({ key, id, instance }: Cursor): string {
  return Buffer.from(JSON.stringify([key, id, instance])).toString('base64url');
}

/** @throws InvalidRequestError when it is not one of ours */
export function decodeCursor(text: string): Cursor {
  try {
    const parts: unknown = JSON.parse(
      Buffer.from(text, 'base64url').toString('utf8'),
    );
    if (isThreeTexts(parts)) {
      const [key, id, instance] = parts;
      return { key, id, instance };
    }
  } catch {
    // Told below.
  }
  throw new InvalidRequestError(
    'The cursor is not one that an earlier page gave. Start from the first page.',
  );
}

function isThreeTexts(parts: unknown): parts is [string, string, string] {
  return (
    Array.isArray(parts) &&
    parts.length === 3 &&
    parts.every(part => typeof part === 'string' && !part.includes('\0'))
  );
}
