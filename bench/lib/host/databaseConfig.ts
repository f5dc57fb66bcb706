import type { BenchDatabase } from './PortalOptions';

/** Backstage's configuration of where a process of a bench keeps its tables. */
export function databaseConfig(database: BenchDatabase) {
  return database.kind === 'sqlite'
    ? {
        client: 'better-sqlite3',
        connection: { directory: database.directory },
      }
    : {
        client: 'pg',
        connection: database.url,
        pluginDivisionMode: 'schema',
      };
}
