import type { Entitled } from '@backstage-prefect/backstage-plugin-prefect-common';

/** Everybody who may something for one reason; without a policy it is by a grant. */
export type Reason = {
  readonly policy: string | undefined;
  readonly people: readonly Entitled[];
};

/** By policy in alphabetical order, then those who have a grant. */
export function byReason(entitled: readonly Entitled[]): Reason[] {
  const policies = new Set(entitled.flatMap(each => each.policies));
  const granted = entitled.filter(({ grant }) => grant !== null);
  return [
    ...[...policies].sort().map(policy => ({
      policy,
      people: entitled.filter(each => each.policies.includes(policy)),
    })),
    ...(granted.length > 0 ? [{ policy: undefined, people: granted }] : []),
  ];
}
