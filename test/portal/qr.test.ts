import { describe, expect, it } from '@jest/globals'
import jsQR from 'jsqr'
import { drawQr } from '../../server/portal/qr.ts'

const scale = 4
const quiet = 4

/** Paints the path as a browser would: each M…h…v1h…z is one row of dark modules. */
function paint(size: number, path: string) {
  const width = (size + 2 * quiet) * scale
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255)
  for (const [, x = '', y = '', run = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let row = 0; row < scale; row += 1)
      for (let column = 0; column < Number(run) * scale; column += 1) {
        const at = ((Number(y) + quiet) * scale + row) * width + (Number(x) + quiet) * scale + column
        pixels.fill(0, at * 4, at * 4 + 3)
      }
  return { pixels, width }
}

describe('the QR we draw', () => {
  it('is read by a scanner as the text it was made of', () => {
    const text = 'https://mail.cqu.edu.cn/w/Zm9vYmFyYmF6cXV4MTIzNA'
    const { size, path } = drawQr(text)
    const { pixels, width } = paint(size, path)
    expect(jsQR(pixels, width, width)?.data).toBe(text)
  })
})
