/**
 * The program `backstage-prefect`: a folder per group of commands, a file per command. A
 * command reads files, asks `@backstage-prefect/policies` or `@backstage-prefect/ledger-verify`,
 * prints, and answers its exit code; it needs no server.
 */
export type { ExitCode, Host } from './Host';
export { main } from './main';
