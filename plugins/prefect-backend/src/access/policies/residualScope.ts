import type {
  CedarValueJson,
  Clause,
  Expr,
} from '@cedar-policy/cedar-wasm/nodejs';
import type { PolicyPrincipal, Residual } from '@backstage-prefect/policies';
import type { DeploymentScope } from '../DeploymentScope';

const ALWAYS: DeploymentScope = { rule: 'ALWAYS' };
const NEVER: DeploymentScope = { rule: 'NEVER' };

/** What a residual is read with. */
export type ResidualReader = {
  readonly principal: PolicyPrincipal;
  /** Ids of the instances of an environment. */
  readonly instancesIn: (environment: string) => readonly string[];
};

/** Thrown inside, where a residual asks what no criterion says. */
class Unsayable extends Error {}

/**
 * What policies let somebody view, as criteria for queries; undefined when a policy asks what
 * no criterion says, for example whether a set is empty or a name begins with something.
 * Cedar has answered before all that is about the person; what is left is about the resource.
 */
export function scopeOfResiduals(
  residuals: readonly Residual[],
  reader: ResidualReader,
): DeploymentScope | undefined {
  const clauseOf = ({ kind, body }: Clause): DeploymentScope =>
    kind === 'when' ? scopeOf(body, reader) : not(scopeOf(body, reader));
  const scopesOf = (effect: Residual['effect']) =>
    residuals
      .filter(residual => residual.effect === effect)
      .map(({ conditions }) => all(conditions.map(clauseOf)));
  try {
    return all([any(scopesOf('permit')), not(any(scopesOf('forbid')))]);
  } catch (error) {
    if (error instanceof Unsayable) return undefined;
    throw error;
  }
}

type Pair = { readonly left: Expr; readonly right: Expr };
type Node = Partial<{
  Value: CedarValueJson;
  '!': { arg: Expr };
  '&&': Pair;
  '||': Pair;
  '==': Pair;
  '!=': Pair;
  in: Pair;
  contains: Pair;
  containsAny: Pair;
  containsAll: Pair;
  is: { left: Expr; entity_type: string; in?: Expr };
  'if-then-else': { if: Expr; then: Expr; else: Expr };
}>;

function scopeOf(expr: Expr, reader: ResidualReader): DeploymentScope {
  const node = expr as Node;
  const scope = (part: Expr) => scopeOf(part, reader);
  if (node.Value === true) return ALWAYS;
  if (node.Value === false) return NEVER;
  if (node['!']) return not(scope(node['!'].arg));
  if (node['&&']) return all([scope(node['&&'].left), scope(node['&&'].right)]);
  if (node['||']) return any([scope(node['||'].left), scope(node['||'].right)]);
  if (node['==']) return equality(node['=='], reader);
  if (node['!=']) return not(equality(node['!='], reader));
  if (node.in) return membership(node.in, reader);
  if (node.contains) return containment(node.contains, reader);
  if (node.containsAny) return any(containments(node.containsAny));
  if (node.containsAll) return all(containments(node.containsAll));
  if (node.is) return typed(node.is);
  if (node['if-then-else']) {
    const { if: asked, then, else: otherwise } = node['if-then-else'];
    const when = scope(asked);
    return any([all([when, scope(then)]), all([not(when), scope(otherwise)])]);
  }
  throw new Unsayable();
}

function equality(
  { left, right }: Pair,
  reader: ResidualReader,
): DeploymentScope {
  const attribute = attributeOf(left) ?? attributeOf(right);
  const value = valueOf(right) ?? valueOf(left);
  return equals(attribute, value, reader);
}

function equals(
  attribute: string | undefined,
  value: CedarValueJson | undefined,
  { instancesIn }: ResidualReader,
): DeploymentScope {
  if (typeof value !== 'string') throw new Unsayable();
  switch (attribute) {
    case 'sensitivity':
      return { rule: 'HAS_SENSITIVITY', sensitivity: value };
    case 'instance':
      return { rule: 'ON_INSTANCE', instances: [value] };
    case 'environment':
      return { rule: 'ON_INSTANCE', instances: instancesIn(value) };
    default:
      throw new Unsayable();
  }
}

/** `principal in resource.owners`, where Cedar has put in who asks. */
function membership(
  { left, right }: Pair,
  { principal }: ResidualReader,
): DeploymentScope {
  const uid = entityOf(valueOf(left));
  if (attributeOf(right) !== 'owners' || !uid) throw new Unsayable();
  if (uid.type === 'Group') return { rule: 'IS_OWNER', refs: [uid.id] };
  if (uid.type !== 'User' || uid.id !== principal.ref) throw new Unsayable();
  return { rule: 'IS_OWNER', refs: principal.ownershipRefs };
}

/** One value in a set of the resource, or what the resource has in one that is written out. */
function containment(
  { left, right }: Pair,
  reader: ResidualReader,
): DeploymentScope {
  const attribute = attributeOf(left);
  if (attribute) return has(attribute, valueOf(right));
  return any(
    valuesOf(left).map(value => equals(attributeOf(right), value, reader)),
  );
}

/** Several values in a set of the resource. */
function containments({ left, right }: Pair): DeploymentScope[] {
  return valuesOf(right).map(value => has(attributeOf(left), value));
}

function has(
  attribute: string | undefined,
  value: CedarValueJson | undefined,
): DeploymentScope {
  if (attribute === 'tags' && typeof value === 'string') {
    return { rule: 'HAS_TAG', tag: value };
  }
  const uid = entityOf(value);
  if (attribute === 'owners' && uid?.type === 'Group') {
    return { rule: 'IS_OWNER', refs: [uid.id] };
  }
  throw new Unsayable();
}

function typed(test: NonNullable<Node['is']>): DeploymentScope {
  if (!isResource(test.left) || test.in) throw new Unsayable();
  const deployments: DeploymentScope = { rule: 'IS_DEPLOYMENT' };
  switch (test.entity_type) {
    case 'Deployment':
      return deployments;
    case 'Instance':
      return not(deployments);
    default:
      throw new Unsayable();
  }
}

/** The resource is not known yet: Cedar says so by an `unknown`. */
function isResource(expr: Expr): boolean {
  return 'unknown' in expr;
}

function attributeOf(expr: Expr): string | undefined {
  const access = (expr as { '.'?: { left: Expr; attr: string } })['.'];
  return access && isResource(access.left) ? access.attr : undefined;
}

function valueOf(expr: Expr): CedarValueJson | undefined {
  return (expr as Node).Value;
}

function valuesOf(expr: Expr): CedarValueJson[] {
  const value = valueOf(expr);
  if (Array.isArray(value)) return value;
  const elements = (expr as { Set?: Expr[] }).Set;
  if (!elements) throw new Unsayable();
  return elements.map(element => {
    const known = valueOf(element);
    if (known === undefined) throw new Unsayable();
    return known;
  });
}

function entityOf(value: CedarValueJson | undefined) {
  return typeof value === 'object' && value !== null && '__entity' in value
    ? (value.__entity as { type: string; id: string })
    : undefined;
}

function not(scope: DeploymentScope): DeploymentScope {
  if (is(scope, 'ALWAYS')) return NEVER;
  if (is(scope, 'NEVER')) return ALWAYS;
  return 'not' in scope ? scope.not : { not: scope };
}

function all(scopes: readonly DeploymentScope[]): DeploymentScope {
  const parts = scopes.filter(scope => !is(scope, 'ALWAYS'));
  if (parts.some(scope => is(scope, 'NEVER'))) return NEVER;
  if (parts.length === 0) return ALWAYS;
  return parts.length === 1 ? parts[0] : { allOf: parts };
}

function any(scopes: readonly DeploymentScope[]): DeploymentScope {
  const parts = scopes.filter(scope => !is(scope, 'NEVER'));
  if (parts.some(scope => is(scope, 'ALWAYS'))) return ALWAYS;
  if (parts.length === 0) return NEVER;
  return parts.length === 1 ? parts[0] : { anyOf: parts };
}

function is(scope: DeploymentScope, rule: 'ALWAYS' | 'NEVER'): boolean {
  return 'rule' in scope && scope.rule === rule;
}
