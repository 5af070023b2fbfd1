import { decodeWords, fromQuotedPrintable, inUtf8 } from './encoded-words.ts'

export interface Field {
  /** Lower-cased. */
  name: string
  /** Unfolded (RFC 5322 §2.2.3), not decoded. */
  value: string
}

interface Entity {
  fields: Field[]
  body: string
}

/** One byte, one character: what a header or a body means is decided later. @throws Error when there is no header. */
export function readEntity(raw: string): Entity {
  const end = raw.indexOf('\r\n\r\n')
  if (end < 0) throw new Error('no empty line after the header')
  const lines = raw
    .slice(0, end)
    .replaceAll(/\r\n(?=[ \t])/g, '')
    .split('\r\n')
  const fields = lines.map((line) => {
    const [, name, value] = /^([!-9;-~]+):[ \t]*(.*)$/.exec(line) ?? []
    if (name === undefined || value === undefined) throw new Error('a line of the header is no field')
    return { name: name.toLowerCase(), value: value.trim() }
  })
  return { fields, body: raw.slice(end + 4) }
}

export const valueOf = ({ fields }: { fields: readonly Field[] }, name: string) =>
  fields.find((field) => field.name === name)?.value

const parameter = (value: string, name: string) => new RegExp(`;\\s*${name}="?([^";]+)"?`, 'i').exec(value)?.[1]

function textOf(entity: Entity): string {
  const encoding = (valueOf(entity, 'content-transfer-encoding') ?? '7bit').toLowerCase()
  const charset = parameter(valueOf(entity, 'content-type') ?? '', 'charset') ?? 'us-ascii'
  if (encoding === 'base64') return inUtf8(Buffer.from(entity.body, 'base64'), charset)
  if (encoding === 'quoted-printable') return inUtf8(fromQuotedPrintable(entity.body), charset)
  if (encoding === '7bit') return inUtf8(Buffer.from(entity.body, 'latin1'), charset)
  throw new Error(`transfer encoding ${encoding}`)
}

/** The entities between the boundaries (RFC 2046 §5.1.1). */
function partsOf(entity: Entity, boundary: string): Entity[] {
  const [, ...parts] = `\r\n${entity.body}`.split(`\r\n--${boundary}`)
  const last = parts.pop()
  if (!last?.startsWith('--')) throw new Error('the last boundary is missing')
  return parts.map((part) => readEntity(part.replace(/^[ \t]*\r\n/, '')))
}

export interface Letter {
  /** Lower-cased names, decoded values. */
  headers: Record<string, string>
  /** null: there is no such part. */
  text: string | null
  html: string | null
}

/** A mail of one text, or of alternatives, the plainest first (RFC 2046 §5.1.4). @throws Error for any other. */
export function readLetter(raw: string): Letter {
  const entity = readEntity(raw)
  const type = valueOf(entity, 'content-type') ?? 'text/plain'
  const boundary = /^multipart\/alternative\b/i.test(type) ? parameter(type, 'boundary') : undefined
  const parts = boundary === undefined ? [entity] : partsOf(entity, boundary)
  const types = parts.map((part) => /^text\/(plain|html)\b/i.exec(valueOf(part, 'content-type') ?? 'text/plain')?.[1])
  if (!['plain', 'html', 'plain,html'].includes(types.join())) throw new Error('parts that are neither text nor HTML')
  const part = (wanted: string) => {
    const found = parts[types.indexOf(wanted)]
    return found ? textOf(found) : null
  }
  const headers = Object.fromEntries(entity.fields.map(({ name, value }) => [name, decodeWords(value)]))
  return { headers, text: part('plain'), html: part('html') }
}
