import type { UrlReaderService } from '@backstage/backend-plugin-api';
import { starterFolder } from '@backstage-prefect/policies';
import { FolderSource } from './FolderSource';
import type { PolicySource } from './PolicySource';
import { UrlSource } from './UrlSource';

/** A place of policies as it is configured. */
export type ConfiguredSource = {
  /** A path that is not absolute begins where the backend runs. */
  readonly at: { readonly folder: string } | { readonly url: string };
  readonly name: string;
  /** Entity ref of the group that alone owns what they may speak about. */
  readonly owner: string | undefined;
};

/** The places that are configured; the starter policies of the package where none is. */
export function openSources(
  sources: readonly ConfiguredSource[],
  parts: {
    readonly reader: Pick<UrlReaderService, 'readTree'>;
    readonly clock: () => number;
    /** Between two looks at an address, in seconds. */
    readonly urlRefreshSeconds: number;
  },
): PolicySource[] {
  if (sources.length === 0) {
    return [new FolderSource({ name: '', folder: starterFolder() })];
  }
  return sources.map(({ at, name, owner }) =>
    'folder' in at
      ? new FolderSource({ name, owner, folder: at.folder })
      : new UrlSource({
          name,
          owner,
          url: at.url,
          reader: parts.reader,
          clock: parts.clock,
          refreshSeconds: parts.urlRefreshSeconds,
        }),
  );
}
