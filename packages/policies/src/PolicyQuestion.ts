import { z } from 'zod';
import type { AccessFacts } from './AccessFacts';
import { ACTIONS, OVERRIDES, type PolicyRequest } from './PolicyRequest';

const names = z.array(z.string());

/** A person, as it is written. What is not known is refused, not ignored. */
export const personForm = z.strictObject({
  user: z.string().describe('Name or entity ref of the person'),
  groups: names.default([]).describe('Groups they own things through'),
});

/** A deployment with what is known of it, or an instance, as it is written. */
export const resourceForm = z.union([
  z.strictObject({
    deployment: z
      .string()
      .regex(/^[^:]+:.+$/, 'must be <instance>:<deployment>')
      .describe('<instance>:<deployment>'),
    environment: z.string().optional().describe('Default: the instance'),
    owners: names.default([]),
    tags: names.default([]),
    restricted: z.boolean().default(false),
  }),
  z.strictObject({
    instance: z.string().describe('For runs without a deployment'),
    environment: z.string().optional().describe('Default: the instance'),
  }),
]);

/** The parts of a question, as they are written. */
export const questionForm = {
  principal: personForm,
  action: z.enum(ACTIONS),
  resource: resourceForm,
  overrides: z.array(z.enum(OVERRIDES)).default([]),
};

/** A question with its facts, as it is written: names where refs are long. */
export type PolicyQuestion = {
  readonly principal: z.infer<typeof personForm>;
  readonly action: PolicyRequest['action'];
  readonly resource: z.infer<typeof resourceForm>;
  readonly overrides: readonly (typeof OVERRIDES)[number][];
};

/** What is asked, with every ref in full. */
export function requestOf(question: PolicyQuestion): PolicyRequest {
  const { principal, action, resource, overrides } = question;
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
  resource: PolicyQuestion['resource'],
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
