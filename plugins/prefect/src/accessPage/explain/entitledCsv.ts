import type { Entitled } from '@backstage-prefect/backstage-plugin-prefect-common';
import { toCsv } from './csv';

/** Who may and by what, a line each; machines read it, so its head is not translated. */
export function entitledCsv(entitled: readonly Entitled[]): string {
  return toCsv([
    ['person', 'name', 'policies', 'grant'],
    ...entitled.map(({ ref, name, policies, grant }) => [
      ref,
      name,
      policies.join(' '),
      grant ?? '',
    ]),
  ]);
}
