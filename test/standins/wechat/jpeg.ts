const segment = (marker: number, payload: Buffer) => {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(payload.length + 2, 2)
  return Buffer.concat([head, payload])
}

// One component, one Huffman code of one bit in each table: "no difference" and "end of block".
const oneCode = (table: number) => Buffer.from([table, 1, ...Array<number>(15).fill(0), 0])

function frame(width: number) {
  const payload = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0])
  payload.writeUInt16BE(width, 1)
  payload.writeUInt16BE(width, 3)
  return payload
}

// Two zero bits for each block of 8 × 8, filled up with ones.
function greyBlocks(width: number) {
  const bits = 2 * Math.ceil(width / 8) ** 2
  const data = Buffer.alloc(Math.ceil(bits / 8))
  if (bits % 8) data[data.length - 1] = 0xff >> (bits % 8)
  return data
}

const commentMarker = 0xfe

/** A grey square of `width` pixels: a whole baseline JPEG, with `comment` in a COM segment. */
export function greyJpeg(width: number, comment: string): Buffer {
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from('4a46494600010100000100010000', 'hex')),
    segment(commentMarker, Buffer.from(comment)),
    segment(0xdb, Buffer.from([0, ...Array<number>(64).fill(1)])),
    segment(0xc0, frame(width)),
    segment(0xc4, Buffer.concat([oneCode(0x00), oneCode(0x10)])),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    greyBlocks(width),
    Buffer.from([0xff, 0xd9]),
  ])
}

/** The text of the first COM segment, or undefined when these bytes hold none. */
export function jpegComment(bytes: Buffer): string | undefined {
  let at = 2
  while (at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda) {
    const length = bytes.readUInt16BE(at + 2)
    if (bytes[at + 1] === commentMarker) return bytes.subarray(at + 4, at + 2 + length).toString()
    at += 2 + length
  }
  return undefined
}
