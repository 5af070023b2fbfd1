// A browser that a client, the webmail say, has led to the portal. What is behind /openid/ is answered by the test.
import { randomBytes } from 'node:crypto'
import type { Page, Route } from 'playwright-core'

/** As the door names a client's request. */
export const newRequest = () => randomBytes(32).toString('base64url')

const html = (title: string) => ({ contentType: 'text/html', body: `<!doctype html><title>${title}</title>` })
const named = (route: Route) => route.fulfill({ json: { name: '网页邮箱' } })

/** From now on the door answers this browser. @param client how it says what the client is called. */
export async function openDoor(page: Page, client: (route: Route) => Promise<void> = named): Promise<void> {
  const context = page.context()
  await context.route('**/openid/**', (route) => route.fulfill({ status: 404, body: '' }))
  await context.route('**/openid/client/*', client)
  for (const name of ['continue', 'signed-out'])
    await context.route(`**/openid/${name}/*`, (route) => route.fulfill(html(name)))
}

export const lead = (page: Page, path: string) => page.goto(new URL(path, page.url()).href)

/** Waits until the client's request is answered. */
export const seeContinued = (page: Page, request: string) => page.waitForURL(`**/openid/continue/${request}`)

/** Path and query in the address bar. */
export const at = (page: Page) => page.url().slice(new URL(page.url()).origin.length)
