import { z } from 'zod';
import type { AccessFacts } from '../AccessFacts';
import { ACTIONS, type PolicyRequest } from './PolicyRequest';

const ids = z.array(z.string());

/** One test of policies, as it is written. What is not known is refused, not ignored. */
const policyTest = z.strictObject({
  name: z.string().describe('What is expected, as a sentence'),
  principal: z.strictObject({
    user: z.string().describe('Name or entity ref of the person'),
    groups: ids.default([]).describe('Groups they own things through'),
  }),
  action: z.enum(ACTIONS),
  resource: z.union([
    z.strictObject({
      deployment: z
        .string()
        .regex(/^[^:]+:.+$/, 'must be <instance>:<deployment>')
        .describe('<instance>:<deployment>'),
      environment: z.string().optional().describe('Default: the instance'),
      owners: ids.default([]),
      tags: ids.default([]),
      restricted: z.boolean().default(false),
    }),
    z.strictObject({
      instance: z.string().describe('For runs without a deployment'),
      environment: z.string().optional().describe('Default: the instance'),
    }),
  ]),
  overrides: z
    .array(
      z.enum([
        'jobVariables',
        'workQueue',
        'schemaOff',
        'initialState',
        'templatedParameters',
      ]),
    )
    .default([]),
  expect: z.union([
    z.strictObject({ allow: ids.min(1) }),
    z.strictObject({
      deny: ids.describe('Those that forbid; none when nothing allows'),
      closest: z.string().optional().describe('The permit that came closest'),
    }),
  ]),
});

export const policyTests = z.array(policyTest);

/** A question and the answer that is expected. */
export type PolicyTest = z.infer<typeof policyTest>;

/** The question of a test. */
export function requestOf(test: PolicyTest): PolicyRequest {
  const { principal, action, resource, overrides } = test;
  const ref = refOf('user', principal.user);
  return {
    principal: {
      kind: 'user',
      ref,
      ownershipRefs: [ref, ...principal.groups.map(groupRef)],
    },
    action,
    resource: resourceOf(resource),
    context: {
      overrides: Object.fromEntries(overrides.map(name => [name, true])),
    },
  };
}

function resourceOf(
  resource: PolicyTest['resource'],
): PolicyRequest['resource'] {
  if ('instance' in resource) {
    return {
      deployment: undefined,
      facts: factsOf(resource.instance, resource),
    };
  }
  const [instance, ...rest] = resource.deployment.split(':');
  return {
    deployment: rest.join(':'),
    facts: factsOf(instance, {
      environment: resource.environment,
      owners: resource.owners.map(groupRef),
      tags: resource.tags,
      sensitivity: resource.restricted ? 'restricted' : 'normal',
    }),
  };
}

function factsOf(
  instance: string,
  known: Partial<Omit<AccessFacts, 'instance'>>,
): AccessFacts {
  return {
    instance,
    environment: known.environment ?? instance,
    owners: known.owners ?? [],
    tags: known.tags ?? [],
    sensitivity: known.sensitivity ?? 'normal',
  };
}

function groupRef(name: string): string {
  return refOf('group', name);
}

/** `group:default/data` for `data`. */
function refOf(kind: string, name: string): string {
  const ref = name.includes('/') ? name : `default/${name}`;
  return (ref.includes(':') ? ref : `${kind}:${ref}`).toLocaleLowerCase(
    'en-US',
  );
}
