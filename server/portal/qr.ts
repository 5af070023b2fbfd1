import { create } from 'qrcode'

/** `path` fills the dark modules of a square of `size` modules; the quiet zone is the caller's. */
export interface Drawing {
  size: number
  path: string
}

/** Error correction M: it survives a dirty screen and still has large modules. */
export function drawQr(text: string): Drawing {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules
  const rows = Array.from({ length: size }, (_, y) => rowPath(data.subarray(y * size, (y + 1) * size), y))
  return { size, path: rows.join('') }
}

/** Each run of dark modules is one rectangle, so that no hairline shows between modules. */
function rowPath(row: Uint8Array, y: number): string {
  let path = ''
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x] || row[x - 1]) continue
    let end = x
    while (row[end]) end += 1
    path += `M${x} ${y}h${end - x}v1h${x - end}z`
  }
  return path
}
