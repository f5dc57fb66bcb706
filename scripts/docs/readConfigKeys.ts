import ts from 'typescript';

/** A key below `prefect` in the configuration. */
export type ConfigKey = {
  /** `instances.<id>.url` */
  readonly key: string;
  /** The number after "Default:" in its comment. */
  readonly fallback: string | undefined;
};

/** The keys that a package's `config.d.ts` declares below `prefect`, in its order. */
export function readConfigKeys(text: string): ConfigKey[] {
  const file = ts.createSourceFile(
    'config.d.ts',
    text,
    ts.ScriptTarget.Latest,
    true,
  );
  return file.statements
    .filter(ts.isInterfaceDeclaration)
    .flatMap(config => keysIn(config.members, []))
    .map(each => ({ ...each, key: each.key.replace(/^prefect\./, '') }));
}

function keysIn(
  members: ts.NodeArray<ts.TypeElement>,
  path: readonly string[],
): ConfigKey[] {
  return members.flatMap(member => {
    if (ts.isIndexSignatureDeclaration(member)) {
      const name = member.parameters[0].name.getText();
      return below(member.type, [...path, `<${name}>`]);
    }
    if (!ts.isPropertySignature(member)) return [];
    const inner = [...path, member.name.getText()];
    return isSection(member.type)
      ? below(member.type, inner)
      : [{ key: inner.join('.'), fallback: fallbackOf(member) }];
  });
}

function below(
  type: ts.TypeNode | undefined,
  path: readonly string[],
): ConfigKey[] {
  return type && ts.isTypeLiteralNode(type) ? keysIn(type.members, path) : [];
}

/** A map of texts is a value of its own. */
function isSection(type: ts.TypeNode | undefined): boolean {
  return (
    type !== undefined &&
    ts.isTypeLiteralNode(type) &&
    type.members.every(
      member =>
        !ts.isIndexSignatureDeclaration(member) ||
        ts.isTypeLiteralNode(member.type),
    )
  );
}

function fallbackOf(member: ts.PropertySignature): string | undefined {
  const comments = ts.getJSDocCommentsAndTags(member);
  const comment = comments.map(each => each.getText()).join(' ');
  return /Default: (\d+)\./.exec(comment)?.[1];
}
