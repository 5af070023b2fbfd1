import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { builtinTags } from './builtin-tags.ts'
import { inScreenUnits } from './screen-units.ts'

/** @returns the sheet with its imports put in, or nothing for a sheet that is absent or already put in. */
export function readStyles(root: string, file: string, seen = new Set<string>()): string {
  if (!existsSync(file) || seen.has(file)) return ''
  seen.add(file)
  const within = (path: string): string => join(path.startsWith('/') ? root : dirname(file), path)
  return readFileSync(file, 'utf8').replace(/@import\s+(?:url\()?["']([^"']+)["']\)?\s*;?/g, (_, path: string) =>
    readStyles(root, within(path), seen),
  )
}

const tag = new RegExp(`(^|[\\s,>+~(])(page|${builtinTags.join('|')})(?=$|[\\s,.:[>+~)])`, 'g')

/** In selectors, the client's tags become the elements that stand for them: `page` is `wx-page`, `text` is `wx-text`. */
export const browserStyles = (wxss: string): string =>
  inScreenUnits(wxss).replace(/[^{}]+(?=\{)/g, (prelude) =>
    /^\s*@/.test(prelude) ? prelude : prelude.replace(tag, '$1wx-$2'),
  )
