import type { DocumentCollatorFactory } from '@backstage/plugin-search-common';
import {
  ENTITY_TYPE_DEPLOYMENT,
  prefectDeploymentViewPermission,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { Readable } from 'node:stream';
import type { SearchFeed } from './createSearchFeed';
import { toDocument } from './toDocument';

/**
 * Collects every deployment that search may find. Search asks for `prefect.deployment.view` on
 * each before it shows one, so that a permission policy holds here as on the pages.
 */
export class PrefectCollatorFactory implements DocumentCollatorFactory {
  readonly type = ENTITY_TYPE_DEPLOYMENT;
  readonly visibilityPermission = prefectDeploymentViewPermission;
  readonly #feed: SearchFeed;
  readonly #path: string;

  constructor({ feed, path }: { feed: SearchFeed; path: string }) {
    this.#feed = feed;
    this.#path = path;
  }

  async getCollator(): Promise<Readable> {
    return Readable.from(this.#documents());
  }

  async *#documents() {
    for await (const deployment of this.#feed()) {
      yield toDocument(deployment, this.#path);
    }
  }
}
