import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_PREFECT_DEPLOYMENT } from '@backstage-prefect/backstage-plugin-prefect-common';
import { z } from 'zod';
import type { AccessFacts } from '@backstage-prefect/policies';
import type { ScopeRule } from './DeploymentScope';
import { isInScope } from './isInScope';

/**
 * What a rule becomes in a query. Environments are no column: they are replaced by their
 * instances before the query is made.
 * @public
 */
export type PermissionQuery =
  | ScopeRule
  | {
      readonly rule: 'IN_ENVIRONMENT';
      readonly environments: readonly string[];
    };

/**
 * Reference to the resource type of Prefect's permissions.
 * @public
 */
export const prefectDeploymentResourceRef = createPermissionResourceRef<
  AccessFacts,
  PermissionQuery
>().with({
  pluginId: 'prefect',
  resourceType: RESOURCE_TYPE_PREFECT_DEPLOYMENT,
});

const isOwner = createPermissionRule({
  name: 'IS_OWNER',
  description: 'Deployments that one of these users or groups owns',
  resourceRef: prefectDeploymentResourceRef,
  paramsSchema: z.object({
    claims: z
      .array(z.string())
      .describe('Entity refs of users and groups that own the deployment'),
  }),
  apply: (facts, { claims }) => isInScope(ownedBy(claims), facts),
  toQuery: ({ claims }) => ownedBy(claims),
});

const inEnvironment = createPermissionRule({
  name: 'IN_ENVIRONMENT',
  description: 'Deployments on instances of one of these environments',
  resourceRef: prefectDeploymentResourceRef,
  paramsSchema: z.object({
    environments: z
      .array(z.string())
      .describe('Environments as configured for the instances'),
  }),
  apply: (facts, { environments }) => environments.includes(facts.environment),
  toQuery: ({ environments }) => ({ rule: 'IN_ENVIRONMENT', environments }),
});

const onInstance = createPermissionRule({
  name: 'ON_INSTANCE',
  description: 'Deployments on one of these Prefect instances',
  resourceRef: prefectDeploymentResourceRef,
  paramsSchema: z.object({
    instances: z
      .array(z.string())
      .describe('Ids of instances, the keys under prefect.instances'),
  }),
  apply: (facts, { instances }) => instances.includes(facts.instance),
  toQuery: ({ instances }) => ({ rule: 'ON_INSTANCE', instances }),
});

const hasTag = createPermissionRule({
  name: 'HAS_TAG',
  description: 'Deployments that carry this tag',
  resourceRef: prefectDeploymentResourceRef,
  paramsSchema: z.object({
    tag: z.string().describe('A tag of the deployment, compared exactly'),
  }),
  apply: (facts, { tag }) => facts.tags.includes(tag),
  toQuery: ({ tag }) => ({ rule: 'HAS_TAG', tag }),
});

const hasSensitivity = createPermissionRule({
  name: 'HAS_SENSITIVITY',
  description: 'Deployments of this sensitivity',
  resourceRef: prefectDeploymentResourceRef,
  paramsSchema: z.object({
    sensitivity: z.enum(['normal', 'restricted']).describe('The sensitivity'),
  }),
  apply: (facts, { sensitivity }) => facts.sensitivity === sensitivity,
  toQuery: ({ sensitivity }) => ({ rule: 'HAS_SENSITIVITY', sensitivity }),
});

/** Refs are kept in lower case; a policy's author may have written them otherwise. */
function ownedBy(claims: readonly string[]): ScopeRule {
  return {
    rule: 'IS_OWNER',
    refs: claims.map(claim => claim.toLocaleLowerCase('en-US')),
  };
}

/**
 * The rules that a permission policy may use for conditional decisions.
 * @public
 */
export const prefectPermissionRules = {
  isOwner,
  inEnvironment,
  onInstance,
  hasTag,
  hasSensitivity,
};

const conditionExports = createConditionExports({
  resourceRef: prefectDeploymentResourceRef,
  rules: prefectPermissionRules,
});

/**
 * Conditions over Prefect deployments, for a permission policy's conditional decisions.
 * @public
 */
export const prefectConditions = conditionExports.conditions;

/**
 * Makes the conditional decision that a permission policy returns.
 * @public
 */
export const createPrefectConditionalDecision =
  conditionExports.createConditionalDecision;
