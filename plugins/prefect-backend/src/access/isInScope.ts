import type { AccessFacts } from '@backstage-prefect/policies';
import type { FactScope, ScopeRule } from './DeploymentScope';

/** Whether what these facts describe is in the scope; `applyScope` for one, in memory. */
export function isInScope(scope: FactScope, facts: AccessFacts): boolean {
  if ('anyOf' in scope) {
    return scope.anyOf.some(part => isInScope(part, facts));
  }
  if ('allOf' in scope) {
    return scope.allOf.every(part => isInScope(part, facts));
  }
  if ('not' in scope) {
    return !isInScope(scope.not, facts);
  }
  return satisfies(scope, facts);
}

function satisfies(rule: ScopeRule, facts: AccessFacts): boolean {
  switch (rule.rule) {
    case 'ALWAYS':
      return true;
    case 'NEVER':
      return false;
    case 'IS_OWNER':
      return rule.refs.some(ref => facts.owners.includes(ref));
    case 'ON_INSTANCE':
      return rule.instances.includes(facts.instance);
    case 'HAS_TAG':
      return facts.tags.includes(rule.tag);
    case 'HAS_SENSITIVITY':
      return facts.sensitivity === rule.sensitivity;
    default:
      return false;
  }
}
