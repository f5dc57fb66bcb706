import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OidcUser } from '../../packages/real-parts/src/index.ts';
import type { DemoInstance } from './DemoInstance.ts';
import {
  oidcIssuerOf,
  portalUrlOf,
  prefectUiOf,
  type PortalPlace,
} from './portalEnv.ts';

/** Where a Prefect is, and how it is reached. */
interface PrefectRecord {
  prefectUrl: string;
  prefectApiUrl: string;
  /** `user:password`; null for a Prefect without one. */
  prefectAuth: string | null;
}

/**
 * What is where, and who can sign in; the content of `demo.json`. The Prefect of
 * production is named at the top and, as all, among the instances.
 */
export interface DemoRecord extends PrefectRecord {
  portalUrl: string;
  instances: (Pick<DemoInstance, 'id' | 'environment'> & PrefectRecord)[];
  oidcIssuer: string;
  users: { name: string; password: string; groups: string[] }[];
}

export function demoRecordOf(
  { options, instances }: PortalPlace,
  users: OidcUser[],
): DemoRecord {
  const [production] = instances;
  return {
    portalUrl: portalUrlOf(options),
    ...prefectRecordOf(production),
    instances: instances.map(instance => ({
      id: instance.id,
      environment: instance.environment,
      ...prefectRecordOf(instance),
    })),
    oidcIssuer: oidcIssuerOf(options),
    users: users.map(({ name, password, groups }) => ({
      name,
      password,
      groups,
    })),
  };
}

const prefectRecordOf = ({ prefect }: DemoInstance): PrefectRecord => ({
  prefectUrl: prefectUiOf(prefect),
  prefectApiUrl: prefect.apiUrl,
  prefectAuth: prefect.authString ?? null,
});

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
      ...record.instances.map(({ id, prefectUrl, prefectAuth }) => [
        `Prefect (${id})`,
        prefectUrl,
        prefectAuth ?? '',
      ]),
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
