import { gzipSync } from 'node:zlib'
import { refusal, WireError } from './answers.ts'
import type { Answer } from './answers.ts'
import type { Fault } from './faults.ts'

const fiveMegabytes = 5 * 1_024 * 1_024
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])
const html = (status: number, title: string): Answer => ({
  status,
  type: 'text/html',
  body: Buffer.from(`<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\r\n`),
})

function distortOnce(answer: Answer, fault: Fault): Answer {
  const { body } = answer
  switch (fault.kind) {
    case 'truncateJson':
      return { ...answer, body: body.subarray(0, body.length / 2) }
    case 'notJson':
      return html(502, '502 Bad Gateway')
    case 'redirect':
      return { ...html(302, '302 Found'), headers: { location: fault.location } }
    case 'http':
      return html(fault.status, String(fault.status))
    case 'emptyBody':
      return { ...answer, body: Buffer.alloc(0) }
    case 'wrongContentType':
      return { ...answer, type: 'text/html; charset=gbk' }
    case 'bom':
      return { ...answer, body: Buffer.concat([byteOrderMark, body]) }
    case 'gzip':
      return { ...answer, headers: { ...answer.headers, 'content-encoding': 'gzip' }, body: gzipSync(body) }
    case 'huge':
      return { ...answer, body: Buffer.from(`{"errcode":0,"pad":"${'x'.repeat(fault.bytes ?? fiveMegabytes)}"}`) }
    case 'errcodeAsString':
      return { ...answer, body: Buffer.from(body.toString().replace(/"errcode":(-?\d+)/, '"errcode":"$1"')) }
    case 'jsonInImage':
      return { ...(answer.errcode === undefined ? refusal(new WireError(-1), '') : answer), type: 'image/jpeg' }
    default:
      return answer
  }
}

/** The answer as these faults leave it, applied in their order. */
export const distort = (answer: Answer, faults: readonly Fault[]): Answer => faults.reduce(distortOnce, answer)
