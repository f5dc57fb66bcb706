import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { ConfiguredSource } from './openSources';

const FOLDER = 'prefect.policies.folder';
const SOURCES = 'prefect.policies.sources';
const KNOWN = ['name', 'folder', 'url', 'owner'];
const NAME = /^[a-z0-9][a-z0-9-]*$/;
const OWNER = /^(user|group):[^:/\s]+\/[^:/\s]+$/;

/**
 * Where policies are, as `prefect.policies` says: in one folder, or in several places.
 * @throws InputError that names the key and what to write
 */
export function readPolicySources(config: Config): ConfiguredSource[] {
  const folder = config.getOptionalString(FOLDER);
  const sources = config.getOptionalConfigArray(SOURCES);
  if (folder !== undefined && sources) {
    throw new InputError(
      `${FOLDER} and ${SOURCES} are both set. Write the folder as the first of the sources.`,
    );
  }
  if (folder !== undefined) {
    return [{ at: { folder }, name: '', owner: undefined }];
  }
  const read = (sources ?? []).map((source, index) =>
    readSource(source, `${SOURCES}[${index}]`),
  );
  assertNamesDiffer(read);
  if (sources && read.every(({ owner }) => owner)) {
    throw new InputError(
      `${SOURCES} has policies of teams only, so nobody may do anything with what they do not own. Put those of the company before them.`,
    );
  }
  return read;
}

function readSource(source: Config, key: string): ConfiguredSource {
  const unknown = source.keys().find(each => !KNOWN.includes(each));
  if (unknown) {
    throw new InputError(
      `${key}.${unknown} is not known. Known are ${KNOWN.join(', ')}.`,
    );
  }
  const name = source.getString('name');
  if (!NAME.test(name)) {
    throw new InputError(
      `${key}.name is "${name}". It must be of a-z, 0-9 and "-".`,
    );
  }
  return { at: readPlace(source, key), name, owner: readOwner(source, key) };
}

function readPlace(source: Config, key: string): ConfiguredSource['at'] {
  const folder = source.getOptionalString('folder');
  const url = source.getOptionalString('url');
  if (folder !== undefined && url === undefined) return { folder };
  if (url !== undefined && folder === undefined) return { url };
  throw new InputError(`${key} must have either a folder or a url.`);
}

function readOwner(source: Config, key: string): string | undefined {
  const owner = source.getOptionalString('owner')?.toLocaleLowerCase('en-US');
  if (owner === undefined || OWNER.test(owner)) return owner;
  throw new InputError(
    `${key}.owner is "${owner}". It must be an entity ref in full, such as group:default/payments.`,
  );
}

function assertNamesDiffer(sources: readonly ConfiguredSource[]): void {
  const names = sources.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new InputError(
      `Two of ${SOURCES} have the name "${twice}". Give each its own.`,
    );
  }
}
