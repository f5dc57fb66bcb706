import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OidcUser } from '../../packages/real-parts/src/index.ts';
import {
  oidcIssuerOf,
  portalUrlOf,
  prefectUiOf,
  type PortalPlace,
} from './portalEnv.ts';

/** What is where, and who can sign in; the content of `demo.json`. */
export interface DemoRecord {
  portalUrl: string;
  prefectUrl: string;
  prefectApiUrl: string;
  /** `user:password`; null for a Prefect without one. */
  prefectAuth: string | null;
  oidcIssuer: string;
  users: { name: string; password: string; groups: string[] }[];
}

export function demoRecordOf(
  { options, prefect }: PortalPlace,
  users: OidcUser[],
): DemoRecord {
  return {
    portalUrl: portalUrlOf(options),
    prefectUrl: prefectUiOf(prefect),
    prefectApiUrl: prefect.apiUrl,
    prefectAuth: prefect.authString ?? null,
    oidcIssuer: oidcIssuerOf(options),
    users: users.map(({ name, password, groups }) => ({
      name,
      password,
      groups,
    })),
  };
}

/** For programs: `demo.json`, readable by its owner alone. */
export function writeDemoRecord(dataDir: string, record: DemoRecord): void {
  writeFileSync(fileOf(dataDir), `${JSON.stringify(record, null, 2)}\n`, {
    mode: 0o600,
  });
}

/** The file is there only while everything that it names runs. */
export function removeDemoRecord(dataDir: string): void {
  rmSync(fileOf(dataDir), { force: true });
}

/** For people: two short tables. */
export function describeDemo(record: DemoRecord): string {
  return [
    ...columns([
      ['Portal', record.portalUrl],
      ['Prefect', record.prefectUrl, record.prefectAuth ?? ''],
      ['Sign-in', record.oidcIssuer],
    ]),
    '',
    ...columns([
      ['Who', 'Password', 'Groups'],
      ...record.users.map(user => [
        user.name,
        user.password,
        user.groups.join(', ') || '(none)',
      ]),
    ]),
  ].join('\n');
}

function columns(rows: string[][]): string[] {
  const width = (index: number) =>
    Math.max(...rows.map(row => (row[index] ?? '').length));
  return rows.map(row =>
    row
      .map((cell, index) => cell.padEnd(width(index)))
      .join('  ')
      .trimEnd(),
  );
}

function fileOf(dataDir: string): string {
  return join(dataDir, 'demo.json');
}
