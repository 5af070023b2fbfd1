/** What may lie at the top of the repository; names that begin with a dot are free. */
const top = [
  'miniprogram',
  'server',
  'shared',
  'test',
  'node_modules',
  'project.config.json',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'README.md',
]
const emptyNames = ['utils', 'util', 'helpers', 'helper', 'common', 'misc']
/** Roundcube knows a plug-in and its languages by these names of files. */
const roundcubes = /^server\/doors\/roundcube\/[a-z_/]+/
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/

export function topFaults(names: readonly string[]): string[] {
  return names
    .filter((name) => !name.startsWith('.') && !top.includes(name))
    .map((name) => `${name}: the top level is fixed`)
}

/** @param paths from the repository's root; every folder and file name on the way is judged. */
export function nameFaults(paths: readonly string[]): string[] {
  const parts = new Set(paths.flatMap((path) => path.split('/').map((_, end, all) => all.slice(0, end + 1).join('/'))))
  return [...parts].flatMap((path) => {
    const name = path.slice(path.lastIndexOf('/') + 1)
    const stem = name.split('.')[0] ?? ''
    if (emptyNames.includes(stem)) return [`${path}: "${stem}" says nothing, name it after what it does`]
    return name.startsWith('.') || roundcubes.test(path) || kebab.test(name) ? [] : [`${path}: not kebab-case`]
  })
}

/** What is read by no linter keeps the limit that ours holds for code: `max-lines` in .oxlintrc.json. */
export function lengthFaults(texts: ReadonlyMap<string, string>, max = 200): string[] {
  return [...texts]
    .map(([path, text]) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > max)
    .map(({ path, lines }) => `${path}: ${lines} lines, at most ${max}`)
}
