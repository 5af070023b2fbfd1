import type { Socket } from 'node:net'
import { BerReader } from 'ldapts'
import { Fault } from '../ask.ts'

/** LDAPMessage 1: ExtendedRequest 1.3.6.1.4.1.1466.20037 (RFC 4511 §4.14.1). */
const request = Buffer.concat([
  Buffer.from('301d02010177188016', 'hex'),
  Buffer.from('1.3.6.1.4.1.1466.20037', 'latin1'),
])
const longest = 4_096

/** @returns the result code of a whole ExtendedResponse; undefined while some of it is missing. @throws Fault when it is anything else, or more. */
function resultOf(bytes: Buffer): number | undefined {
  if (bytes.length > longest) throw new Fault('answer')
  const reader = new BerReader(bytes)
  if (reader.readSequence(0x30) === null || reader.remain < reader.length) return undefined
  // What stands behind the answer was written by whoever could: it must not be read as if it had come through TLS.
  if (reader.remain > reader.length) throw new Fault('answer')
  if (reader.readInt() !== 1 || reader.readSequence(0x78) === null) throw new Fault('answer')
  return reader.readEnumeration() ?? undefined
}

/**
 * Asks for TLS in the clear. Ours and not ldapts': that one keeps the beginning of a message which came before TLS, and puts what comes through TLS
 * behind it, so that somebody on the way could answer a bind.
 * @throws Fault when the server does not offer it.
 */
export async function askStartTls(socket: Socket): Promise<void> {
  let bytes = Buffer.alloc(0)
  socket.write(request)
  const result = await new Promise<number>((resolve, reject) => {
    socket.on('close', () => reject(new Fault('closed')))
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk])
      try {
        const found = resultOf(bytes)
        if (found !== undefined) resolve(found)
      } catch (error) {
        reject(error instanceof Fault ? error : new Fault('answer'))
      }
    })
  })
  socket.removeAllListeners('data').removeAllListeners('close')
  if (result !== 0) throw new Fault('starttls')
}
