import { type PolicyFile, readPolicyFolder } from '@backstage-prefect/policies';
import type { PolicySource } from './PolicySource';

/** Policies in a folder on the backend's disk. */
export class FolderSource implements PolicySource {
  readonly name: string;
  readonly place: string;
  readonly owner: string | undefined;

  constructor(parts: { name: string; folder: string; owner?: string }) {
    this.name = parts.name;
    this.place = parts.folder;
    this.owner = parts.owner;
  }

  read(): Promise<readonly PolicyFile[]> {
    return readPolicyFolder(this.place);
  }
}
