import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import { restrictToOwner } from './restrictToOwner';

const OWNER = 'group:default/payments';

const conditionsOf = (policy: string) => {
  const answer = cedar.policyToJson(policy);
  return answer.type === 'failure' ? answer : answer.json.conditions;
};

const [GUARD] = conditionsOf(
  `permit (principal, action, resource) when { resource.owners.contains(Group::"${OWNER}") };`,
) as cedar.Clause[];

it.each([
  'permit (principal, action, resource);',
  'forbid(principal,action,resource)when{true}unless{false};',
  '@id("a") @reason("permit (principal, action, resource);") permit (principal, action, resource);',
  '@id("a") @permit("x)") forbid (principal == User::"user:default/a)(", action, resource) when { resource.tags.contains("); permit (") };',
  '@id("a") // permit (principal, action, resource)\npermit (\n  principal, // )\n  action in [Action::"run", Action::"view"],\n  resource\n) when { 9223372036854775807 > 0 };',
  '@id("a\\") permit (") permit (principal in Group::"g", action, resource is Deployment);',
])('one condition is in front of those of: %s', policy => {
  expect(conditionsOf(restrictToOwner(policy, OWNER))).toEqual([
    GUARD,
    ...(conditionsOf(policy) as cedar.Clause[]),
  ]);
});

it('keeps the digits of large numbers', () => {
  const policy =
    'permit (principal, action, resource) when { 9223372036854775807 > 0 };';
  expect(restrictToOwner(policy, OWNER)).toContain('9223372036854775807 > 0');
});
