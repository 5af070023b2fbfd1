import { WireError } from './answers.ts'

const time = /^(\d{4}(年|-|\/)\d{1,2}(月|-|\/)\d{1,2}日? ?)?\d{1,2}:\d{2}(:\d{2})?$/

/** What each kind of field takes, by WeChat's table of subscription messages. */
const kinds: Readonly<Record<string, RegExp>> = {
  thing: /^.{1,20}$/su,
  number: /^[\d.]{1,32}$/,
  letter: /^[a-zA-Z]{1,32}$/,
  character_string: /^[\x21-\x7e]{1,32}$/,
  phrase: /^\p{Script=Han}{1,5}$/u,
  time,
  date: /^\d{4}(年|-|\/)\d{1,2}(月|-|\/)\d{1,2}日?( ?\d{1,2}:\d{2}(:\d{2})?)?$/,
}

function checkField(name: string, field: unknown) {
  const value = (field as { value?: unknown } | undefined)?.value
  // WeChat's own spelling.
  if (typeof value !== 'string' || value === '')
    throw new WireError(47003, `argument invalid! data.${name}.value is emtpy`)
  const kind = kinds[name.replace(/\d+$/, '')]
  if (!kind?.test(value)) throw new WireError(47003, `argument invalid! data.${name}.value invalid`)
}

/** Every field of the template and no other, each within its kind. @throws WireError 47003 */
export function checkTemplateData(names: readonly string[], data: unknown): Record<string, { value: string }> {
  if (typeof data !== 'object' || data === null) throw new WireError(47003)
  const given = data as Record<string, { value: string }>
  for (const name of names) checkField(name, given[name])
  const extra = Object.keys(given).find((name) => !names.includes(name))
  if (extra) throw new WireError(47003, `argument invalid! data.${extra} is not in the template`)
  return given
}
