/** What Prefect makes up when nobody names a version is a hash (3.8.8); a part of it does. */
export const shortVersion = (version: string): string =>
  /^[0-9a-f]{16,}$/.test(version) ? version.slice(0, 8) : version;
