import jsQR from 'jsqr'
import type { Locator, Page } from 'playwright-core'
import { PNG } from 'pngjs'

// CommonJS with a default property: Node and jest hand over the module, bundlers the function.
const decode = (jsQR as unknown as { default?: typeof jsQR }).default ?? jsQR
const looks = 20

async function look(code: Locator): Promise<string | undefined> {
  const { data, width, height } = PNG.sync.read(await code.screenshot({ scale: 'css' }))
  return decode(new Uint8ClampedArray(data), width, height)?.data
}

/** What a camera reads on this page: the pixels, not the DOM. A code that is just appearing is looked at again. @throws Error when there is none. */
export async function readQr(page: Page): Promise<string> {
  const code = page.getByRole('img', { name: /二维码|QR code/ }).first()
  await code.waitFor()
  for (let round = 0; round < looks; round += 1) {
    const link = await look(code)
    if (link !== undefined) return link
    await page.waitForTimeout(150)
  }
  throw new Error('no QR is readable on the page')
}
