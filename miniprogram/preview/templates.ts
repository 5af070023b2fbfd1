import { TmplGroup } from 'glass-easel-template-compiler'
import { builtinTags } from './builtin-tags.ts'

export interface TemplateWarning {
  file: string
  /** Counted from 1. */
  line: number
  message: string
}

interface CompilerWarning {
  message: string
  startLine: number
}

const builtinTag = new RegExp(`<(/?)(${builtinTags.join('|')})(?=[\\s/>])`, 'g')

/** @param sources WXML and WXS texts by path, ending included. @returns the JavaScript of all templates as one expression. */
export function compileTemplates(sources: ReadonlyMap<string, string>): { code: string; warnings: TemplateWarning[] } {
  const group = new TmplGroup()
  const warnings: TemplateWarning[] = []
  for (const [file, text] of sources) {
    if (file.endsWith('.wxs')) group.addScript(file.slice(0, -'.wxs'.length), text)
    else {
      const found = group.addTmpl(
        file.slice(0, -'.wxml'.length),
        text.replace(builtinTag, '<$1wx-$2'),
      ) as CompilerWarning[]
      warnings.push(...found.map(({ message, startLine }) => ({ file, message, line: startLine + 1 })))
    }
  }
  const code = group.getTmplGenObjectGroups()
  group.free()
  return { code, warnings }
}
