import ts from 'typescript'

export interface Import {
  line: number
  specifier: string
  /** `import type` or `export type … from`: nothing of it is left at run time. */
  isType: boolean
}

/** @returns every import of a TypeScript or JavaScript text: static, re-export, dynamic, require and type position. */
export function readImports(path: string, text: string): Import[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false)
  const found: Import[] = []
  const visit = (node: ts.Node): void => {
    const named = nameOf(node)
    if (named) found.push({ ...named, line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1 })
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

type Named = Omit<Import, 'line'>

function nameOf(node: ts.Node): Named | undefined {
  if (ts.isImportDeclaration(node)) return literal(node.moduleSpecifier, node.importClause?.isTypeOnly ?? false)
  if (ts.isExportDeclaration(node)) return literal(node.moduleSpecifier, node.isTypeOnly)
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return literal(node.argument.literal, true)
  if (ts.isExternalModuleReference(node)) return literal(node.expression, false)
  if (ts.isCallExpression(node) && isLoader(node.expression)) return literal(node.arguments[0], false)
  return undefined
}

const isLoader = (called: ts.Expression): boolean =>
  called.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(called) && called.text === 'require')

const literal = (node: ts.Node | undefined, isType: boolean): Named | undefined =>
  node && ts.isStringLiteralLike(node) ? { specifier: node.text, isType } : undefined
