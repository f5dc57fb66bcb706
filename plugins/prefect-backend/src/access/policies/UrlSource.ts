import type { UrlReaderService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { PolicyFile } from '@backstage-prefect/policies';
import type { PolicySource } from './PolicySource';

/** Policies are read aloud; what is larger than this is something else. */
const MOST_BYTES = 1_000_000;

type Parts = {
  readonly name: string;
  readonly url: string;
  readonly owner?: string;
  readonly refreshSeconds: number;
  readonly reader: Pick<UrlReaderService, 'readTree'>;
  readonly clock: () => number;
};

/** Policies below an address in Git, read through Backstage's integrations. */
export class UrlSource implements PolicySource {
  readonly name: string;
  readonly place: string;
  readonly owner: string | undefined;
  readonly #parts: Parts;
  #files: readonly PolicyFile[] | undefined;
  #etag: string | undefined;
  #readAtMs = -Infinity;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.name = parts.name;
    this.place = parts.url;
    this.owner = parts.owner;
  }

  /** Asks again only after some time, and then whether anything changed. */
  async read(): Promise<readonly PolicyFile[]> {
    const { clock, refreshSeconds } = this.#parts;
    const ageMs = Math.abs(clock() - this.#readAtMs);
    if (this.#files && ageMs < refreshSeconds * 1000) return this.#files;
    this.#files = await this.#fetch();
    this.#readAtMs = clock();
    return this.#files;
  }

  async #fetch(): Promise<readonly PolicyFile[]> {
    const { reader, url } = this.#parts;
    try {
      const tree = await reader.readTree(url, {
        etag: this.#etag,
        filter: isPolicy,
      });
      const files = await filesOf(await tree.files());
      this.#etag = tree.etag;
      return files;
    } catch (error) {
      const { name } = error as Error;
      if (name === 'NotModifiedError' && this.#files) return this.#files;
      throw error;
    }
  }
}

/** As in a folder: without what begins with a dot, at any depth. */
function isPolicy(path: string): boolean {
  return (
    path.endsWith('.cedar') &&
    !path.split('/').some(part => part.startsWith('.'))
  );
}

async function filesOf(
  found: ReadonlyArray<{ path: string; content(): Promise<Buffer> }>,
): Promise<PolicyFile[]> {
  const files: PolicyFile[] = [];
  let bytes = 0;
  for (const { path, content } of found) {
    // Not every integration applies the filter.
    if (!isPolicy(path)) continue;
    const buffer = await content();
    bytes += buffer.length;
    if (bytes > MOST_BYTES) {
      throw new InputError(
        `There is more than ${MOST_BYTES} bytes of policies, which cannot be meant.`,
      );
    }
    files.push({ name: path, text: buffer.toString('utf8') });
  }
  return files;
}
