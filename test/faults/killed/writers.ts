// Which functions of the domain write, read from their source.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { root } from '../../setup/command.ts'

const read = (folder: string) =>
  readdirSync(join(root, folder), { encoding: 'utf8', recursive: true })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(join(root, folder, path), 'utf8'))

/** The functions at the top of a file, by name. */
function functionsOf(text: string): [name: string, body: string][] {
  const source = ts.createSourceFile('core.ts', text, ts.ScriptTarget.Latest, true)
  return source.statements.flatMap((statement): [string, string][] => {
    if (ts.isFunctionDeclaration(statement)) return [[statement.name?.text ?? '', statement.body?.getText() ?? '']]
    if (!ts.isVariableStatement(statement)) return []
    return statement.declarationList.declarations.map((one) => [one.name.getText(), one.initializer?.getText() ?? ''])
  })
}

const calls = (body: string, name: string) => new RegExp(`\\b${name.replace('.', '\\.')}\\(`).test(body)

/** The functions of server/core that do one of these writes, or call one that does. */
function writersIn(files: readonly string[], writes: readonly string[]): Set<string> {
  const functions = files.flatMap(functionsOf)
  const found = new Set<string>()
  for (let before = -1; before < found.size;) {
    before = found.size
    for (const [name, body] of functions)
      if ([...writes, ...found].some((called) => calls(body, called))) found.add(name)
  }
  return found
}

/** What the rest of the server asks of the domain by name. */
const asked = (files: readonly string[]): string[] =>
  files
    .flatMap((text) => [...text.matchAll(/import \{([^}]*)\} from '[./]+\/core\//g)])
    .flatMap(([, names = '']) => names.split(',').map((name) => name.trim()))

/** Every function through which the rest of the server makes the domain write. @param writes of the stores: `sessions.grant`. */
export function entriesThatWrite(writes: readonly string[]): Set<string> {
  const writers = writersIn(read('server/core'), writes)
  return new Set(
    asked([...read('server/http'), ...read('server/doors'), readFileSync(join(root, 'server/app.ts'), 'utf8')]).filter(
      (name) => writers.has(name),
    ),
  )
}
