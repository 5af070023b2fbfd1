import { readEntity, valueOf, type Field } from './mime.ts'

/** What the server answers instead of taking something; the text begins with the enhanced code (RFC 3463). */
export class Refusal extends Error {
  constructor(
    readonly responseCode: number,
    text: string,
  ) {
    super(text)
  }
}

const longestLine = 998

/** RFC 5322 §3.6: at most once each. */
const single = [
  'date',
  'from',
  'sender',
  'reply-to',
  'to',
  'cc',
  'bcc',
  'message-id',
  'in-reply-to',
  'references',
  'subject',
]
// A bounce is born when one of these is missing: gateways and spam filters refuse such mails, whatever the RFC calls optional.
const needed = ['date', 'from', 'message-id', 'subject']

const shapes: Readonly<Record<string, RegExp>> = {
  date: /^([A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}$/,
  'message-id': /^<[^\s<>@]+@[^\s<>@]+>$/,
  from: /^([^<>,]*<[^\s<>@,]+@[^\s<>@,]+>|[^\s<>@,]+@[^\s<>@,]+)$/,
}

function fieldFault(fields: readonly Field[]): string | undefined {
  const names = fields.map(({ name }) => name)
  const missing = needed.find((name) => !names.includes(name))
  if (missing) return `${missing} is missing`
  const twice = single.find((name) => names.filter((other) => other === name).length > 1)
  if (twice) return `${twice} is there twice`
  const wrong = Object.keys(shapes).find((name) => !shapes[name]!.test(valueOf({ fields }, name) ?? ''))
  return wrong && `${wrong} is malformed`
}

function lineFault(raw: string): string | undefined {
  if (/\r(?!\n)|(?<!\r)\n/.test(raw)) return 'a line does not end with CR LF'
  if (raw.split('\r\n').some((line) => line.length > longestLine))
    return `a line has more than ${longestLine} characters`
  return /[^\0-\x7f]/.test(raw) ? 'eight bits that are not encoded' : undefined
}

/**
 * A real server takes more than this; what it would pass on crippled must not pass a test.
 * @param raw one character a byte.
 * @throws Refusal naming the first fault (RFC 5321 §2.3.8, §4.5.3.1.6; RFC 5322 §2.1.1, §3.6).
 */
export function checkMail(raw: string): void {
  const fault = lineFault(raw) ?? fieldFault(readEntity(raw).fields)
  if (fault) throw new Refusal(554, `5.6.0 ${fault}`)
}
