// As much of MongoDB's wire protocol as a bystander needs: where a message ends, what answers what, and the document of an OP_MSG.
import { mongo } from 'mongoose'

export type Document = Record<string, unknown>

export interface Message {
  id: number
  /** The request that this answers; 0 in a request. */
  answers: number
  /** Absent in other kinds of message, which a driver sends only to say hello. */
  body?: Document
}

const opMsg = 2013
const headerLength = 16

/** @returns takes bytes as they come, and tells of every whole message. */
export function messagesOf(onMessage: (bytes: Buffer) => void): (bytes: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0)
  return (bytes) => {
    rest = Buffer.concat([rest, bytes])
    while (rest.length >= headerLength && rest.length >= rest.readInt32LE(0)) {
      const length = rest.readInt32LE(0)
      const whole = rest.subarray(0, length)
      rest = rest.subarray(length)
      onMessage(whole)
    }
  }
}

/** `documents`, `updates` and `deletes` may travel beside the body, as a list under their name. */
function readList(section: Buffer): Document {
  const nameEnd = section.indexOf(0, 4)
  const documents: Document[] = []
  for (let at = nameEnd + 1; at < section.length; at += section.readInt32LE(at))
    documents.push(mongo.BSON.deserialize(section.subarray(at, at + section.readInt32LE(at))))
  return { [section.toString('utf8', 4, nameEnd)]: documents }
}

export function readMessage(bytes: Buffer): Message {
  const known = { id: bytes.readInt32LE(4), answers: bytes.readInt32LE(8) }
  if (bytes.readInt32LE(12) !== opMsg) return known
  const hasChecksum = (bytes.readUInt32LE(headerLength) & 1) === 1
  const end = bytes.length - (hasChecksum ? 4 : 0)
  const body: Document = {}
  for (let at = headerLength + 4; at < end; at += 1 + bytes.readInt32LE(at + 1)) {
    const section = bytes.subarray(at + 1, at + 1 + bytes.readInt32LE(at + 1))
    Object.assign(body, bytes[at] === 0 ? mongo.BSON.deserialize(section) : readList(section))
  }
  return { ...known, body }
}
