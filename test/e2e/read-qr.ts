import jsQR from 'jsqr'
import type { Page } from 'playwright-core'
import { PNG } from 'pngjs'

// CommonJS with a default property: Node and jest hand over the module, bundlers the function.
const decode = (jsQR as unknown as { default?: typeof jsQR }).default ?? jsQR

/** What a camera reads on this page: the pixels, not the DOM. @throws Error when there is no QR to be seen. */
export async function readQr(page: Page): Promise<string> {
  const code = page.getByRole('img', { name: /二维码|QR code/ }).first()
  await code.waitFor()
  const { data, width, height } = PNG.sync.read(await page.screenshot())
  const found = decode(new Uint8ClampedArray(data), width, height)
  if (!found) throw new Error('no QR is readable on the page')
  return found.data
}
