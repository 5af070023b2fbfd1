import { existsSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { chromium, type Route } from 'playwright-core'
import type { Output } from '../../shared/api/contract.ts'
import { defaultBranding } from '../../shared/branding.ts'
import { findChromium } from '../setup/chromium.ts'
import { root } from '../setup/command.ts'

const built = join(root, '.build/portal')
const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }
const visitor = {
  state: 'anonymous',
  address: null,
  aal: null,
  isTrusted: false,
  frozenUntil: null,
  provedUntil: null,
  challenge: null,
  passwordReported: false,
  passwordUrl: null,
  webmailUrl: null,
} as const

/** @returns gzipped bytes of every script that a browser fetches until the sign-in page asks for the password. */
export async function portalScriptBytes(): Promise<number> {
  const browser = await chromium.launch({ executablePath: findChromium() ?? 'chromium', args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage()
    let bytes = 0
    await page.route('**', (route) => serve(route, (script) => (bytes += gzipSync(script).length)))
    await page.goto('https://portal.test/')
    await page.waitForSelector('input[type=password]')
    await page.waitForLoadState('networkidle')
    return bytes
  } finally {
    await browser.close()
  }
}

/** Stands in for the server: the built files, a visitor's session, the page itself for every other path. */
async function serve(route: Route, onScript: (script: Buffer) => void): Promise<void> {
  const { pathname } = new URL(route.request().url())
  if (pathname === '/api/session') return route.fulfill({ json: session() })
  if (pathname === '/api/branding') return route.fulfill({ json: defaultBranding })
  const file = join(built, pathname)
  if (!existsSync(file) || statSync(file).isDirectory()) return route.fulfill({ path: join(built, 'index.html') })
  if (extname(file) === '.js') onScript(readFileSync(file))
  return route.fulfill({ path: file, contentType: types[extname(file)] ?? 'application/octet-stream' })
}

const session = (): Output<'GET /api/session'> => ({ ...visitor, now: new Date().toISOString() })
