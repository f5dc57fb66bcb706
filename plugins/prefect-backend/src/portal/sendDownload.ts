import type { Response } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Download } from '../runs';

/**
 * Answers a file while it is made. What fails before its first chunk is answered as any other
 * error; later the connection is cut, so that a file which lacks its end is not taken for a
 * whole one.
 */
export async function sendDownload(
  res: Response,
  { contentType, fileName, chunks }: Download,
): Promise<void> {
  const rest = chunks[Symbol.asyncIterator]();
  const first = await rest.next();
  res.attachment(fileName).type(`${contentType}; charset=utf-8`);
  async function* all() {
    if (first.done) return;
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => rest };
  }
  try {
    await pipeline(Readable.from(all()), res);
  } catch (error) {
    // Whoever asked has gone; there is nobody to tell.
    if (!isGone(error)) throw error;
  }
}

function isGone(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'ERR_STREAM_PREMATURE_CLOSE'
  );
}
