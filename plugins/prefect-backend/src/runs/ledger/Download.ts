/** A file that is written while it is made: it is never in memory as a whole. */
export class Download<TContentType extends string = string> {
  constructor(
    readonly contentType: TContentType,
    readonly fileName: string,
    readonly chunks: AsyncIterable<string>,
  ) {}
}

/** Characters in one chunk, at least. */
const CHUNK = 64 * 1024;

/** Lines with their end, many in a chunk: each chunk costs as much as a line. */
export async function* inChunks(
  lines: AsyncIterable<string>,
  end: string,
): AsyncIterable<string> {
  let chunk = '';
  for await (const line of lines) {
    chunk += line + end;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk) yield chunk;
}
